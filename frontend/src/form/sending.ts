// What waits leaves when the line returns, one answer at a time; it goes from here only once the platform has it.
import { config, deviceId } from "./config";
import { reactive } from "./reactive";
import { all, put, release, type KeptFile, type Waiting } from "./store";
import { say, spoken } from "./words";

// A post of a phone may hold a hundred files; ours are smaller, so that each one that ends on a poor line is kept.
const MOST_FILES = 50;
const ENOUGH = 8_000_000;
// Room for the borders between the parts of a post.
const BORDER = 2_000;
const AGAIN_AFTER = 30_000;

export const line = reactive({
  isOnline: navigator.onLine,
  isSending: false,
  waiting: 0,
  refused: 0,
  // Why the last try stopped: the key of a sentence.
  trouble: "",
  // Grows with each change of what is kept.
  turn: 0,
});

let timer = 0;

export async function recount(): Promise<void> {
  const entries = await all<Waiting>("queue", config().owner);
  line.waiting = entries.filter((entry) => entry.state === "waiting").length;
  line.refused = entries.length - line.waiting;
  line.turn += 1;
}

/** Send what waits. Windows of the same form take turns, so that no answer leaves twice at once. */
export async function flush(): Promise<void> {
  clearTimeout(timer);
  if (!navigator.onLine) return recount();
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) return sendAll();
  await locks.request(`miqyas-queue-${config().owner}`, { ifAvailable: true }, async (lock) => {
    if (lock) await sendAll();
  });
}

async function sendAll(): Promise<void> {
  const entries = (await all<Waiting>("queue", config().owner)).filter((entry) => entry.state === "waiting").reverse();
  await recount();
  line.isSending = entries.length > 0;
  line.trouble = "";
  for (const entry of entries) {
    const trouble = await send(entry);
    await recount();
    if (!trouble) continue;
    line.trouble = trouble;
    break;
  }
  line.isSending = false;
  await recount();
  if (line.waiting && line.trouble === "trouble_line") timer = window.setTimeout(() => void flush(), AGAIN_AFTER);
}

/** Empty when it is settled, one way or the other; else the key of why it goes on waiting. */
async function send(entry: Waiting): Promise<string> {
  const posts = portions(entry);
  if (!posts) {
    await put("queue", { ...entry, state: "refused", sentence: say("file_too_large") } as Waiting);
    return "";
  }
  for (let at = Math.min(entry.nDone, posts.length - 1); at < posts.length; at += 1) {
    const answer = await post(entry, posts[at], at < posts.length - 1);
    if (!answer || answer.status >= 500 || answer.status === 429 || answer.status === 408) return "trouble_line";
    if (isSignedOut(answer)) return "trouble_signed_out";
    if (answer.status !== 201 && answer.status !== 202) {
      const sentence = await sentenceOf(answer);
      // A page of ours instead of an answer: the session is over, not the answer wrong.
      if (!sentence && answer.status === 403 && !config().isLink) return "trouble_signed_out";
      await put("queue", { ...entry, state: "refused", sentence, status: answer.status } as Waiting);
      return "";
    }
    entry.nDone = at + 1;
    if (at < posts.length - 1) await put("queue", entry);
  }
  await release(entry, config().isLink);
  return "";
}

const isSignedOut = (answer: Response): boolean => answer.status === 401 || answer.redirected || answer.type === "opaqueredirect";

async function post(entry: Waiting, files: readonly KeptFile[], isIncomplete: boolean): Promise<Response | null> {
  const body = new FormData();
  body.set("xml_submission_file", new File([entry.xml], "xml_submission_file", { type: "text/xml" }));
  for (const { name, blob } of files) body.set(name, blob, name);
  if (isIncomplete) body.set("*isIncomplete*", "yes");
  const address = `${config().post}?deviceID=${encodeURIComponent(deviceId())}`;
  const headers: Record<string, string> = { "X-OpenRosa-Version": "1.0", "Accept-Language": spoken.code };
  if (!config().isLink) headers["X-CSRFToken"] = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
  return fetch(address, { method: "POST", body, headers }).catch(() => null);
}

/** The files in as few posts as the platform accepts; null when one of them alone is too large. */
export function portions({ xml, files }: { xml: string; files: readonly KeptFile[] }): KeptFile[][] | null {
  const room = config().acceptBytes - new Blob([xml]).size - BORDER;
  const posts: { files: KeptFile[]; size: number }[] = [{ files: [], size: 0 }];
  for (const file of files) {
    const needed = file.blob.size + BORDER;
    if (needed > room) return null;
    const most = Math.min(room, ENOUGH);
    let target = posts.find((each) => !each.files.length || (each.size + needed <= most && each.files.length < MOST_FILES));
    if (!target) posts.push((target = { files: [], size: 0 }));
    target.files.push(file);
    target.size += needed;
  }
  return posts.map((each) => each.files);
}

async function sentenceOf(answer: Response): Promise<string> {
  const text = await answer.text().catch(() => "");
  const page = new DOMParser().parseFromString(text, "text/xml");
  if (page.documentElement?.localName !== "OpenRosaResponse") return "";
  return page.getElementsByTagNameNS("*", "message")[0]?.textContent?.trim() ?? "";
}

/** On opening, when the line returns, and when the page is seen again. */
export function watchLine(): void {
  addEventListener("online", () => {
    line.isOnline = true;
    void flush();
  });
  addEventListener("offline", () => {
    line.isOnline = false;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void flush();
  });
  void flush();
}
