// What this device keeps: answers under way, answers that wait to leave, answers that left.
export interface KeptFile {
  name: string;
  blob: Blob;
}

/** One answer, whole: enough to resume it, to send it, or to hand it over as files. */
export interface Kept {
  // The answer's own identifier, which the platform knows it by.
  id: string;
  owner: string;
  // What a person recognises it by, when the form says so.
  name: string;
  at: number;
  hash: string;
  language: string;
  xml: string;
  files: KeptFile[];
  corrects: string;
}

export interface Waiting extends Kept {
  state: "waiting" | "refused";
  // The platform's own sentence, when it refused.
  sentence: string;
  status: number;
  nDone: number;
}

export type Shelf = "drafts" | "queue" | "sent";

const SHELVES: Shelf[] = ["drafts", "queue", "sent"];

let opened: Promise<IDBDatabase> | null = null;

function database(): Promise<IDBDatabase> {
  return (opened ??= new Promise((done, failed) => {
    const asked = indexedDB.open("miqyas-forms", 1);
    asked.onupgradeneeded = () => {
      for (const shelf of SHELVES) asked.result.createObjectStore(shelf, { keyPath: "id" }).createIndex("owner", "owner");
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error ?? new Error("no store"));
  }));
}

/** One transaction over several shelves; it has happened whole, and is on the disk, when this returns. */
async function change(shelves: Shelf[], act: (store: (shelf: Shelf) => IDBObjectStore) => void): Promise<void> {
  const base = await database();
  await new Promise<void>((done, failed) => {
    const work = base.transaction(shelves, "readwrite", { durability: "strict" });
    work.oncomplete = () => done();
    work.onerror = work.onabort = () => failed(work.error ?? new Error("not kept"));
    act((shelf) => work.objectStore(shelf));
  });
}

export async function all<T extends Kept>(shelf: Shelf, owner: string): Promise<T[]> {
  const base = await database();
  const found = await new Promise<T[]>((done, failed) => {
    const asked = base.transaction(shelf).objectStore(shelf).index("owner").getAll(owner);
    asked.onsuccess = () => done(asked.result as T[]);
    asked.onerror = () => failed(asked.error ?? new Error("not read"));
  });
  return found.sort((a, b) => b.at - a.at);
}

export const put = (shelf: Shelf, kept: Kept): Promise<void> => change([shelf], (store) => store(shelf).put(kept));

export const drop = (shelf: Shelf, id: string): Promise<void> => change([shelf], (store) => store(shelf).delete(id));

/** The answer leaves the drafts and waits, in one step: never in both, never in neither. */
export const queue = (entry: Waiting): Promise<void> =>
  change(["drafts", "queue"], (store) => {
    store("queue").put(entry);
    store("drafts").delete(entry.id);
  });

/** The platform has it: it waits no more; a web link remembers it, so that it may be corrected. */
export const release = (entry: Waiting, isRemembered: boolean): Promise<void> =>
  change(["queue", "sent"], (store) => {
    store("queue").delete(entry.id);
    const { id, owner, name, at, hash, language, xml, files, corrects } = entry;
    if (isRemembered) store("sent").put({ id, owner, name, at, hash, language, xml, files, corrects });
    if (corrects) store("sent").delete(corrects);
  });

export interface Room {
  isLasting: boolean;
  free: number | null;
}

/** Ask the browser not to throw away what is kept, and read what room is left. */
export async function room(isAsking: boolean): Promise<Room> {
  const storage = navigator.storage as StorageManager | undefined;
  if (!storage?.estimate) return { isLasting: false, free: null };
  const isLasting = (await storage.persisted()) || (isAsking && (await storage.persist()));
  const { quota = 0, usage = 0 } = await storage.estimate();
  return { isLasting, free: quota ? Math.max(0, quota - usage) : null };
}
