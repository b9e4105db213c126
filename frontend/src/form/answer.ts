// From the engine's tree to an answer that can be kept and sent, and back.
import { loadForm, type LoadFormResult, type RootNode } from "@getodk/xforms-engine";
import { config, deviceId, type Correction } from "./config";
import { asksLast, lastFile, withLast } from "./last";
import { reactive } from "./reactive";
import { Sheet, isLeaf, leavesOf, type Leaf } from "./sheet";
import type { Upload } from "./upload";
import type { Kept, KeptFile } from "./store";

const XML = "xml_submission_file";

type Loaded = Exclude<LoadFormResult, { status: "failure" }>;

const loaded = new Map<string, Promise<Loaded>>();

/** The form of that version; read once. */
export function form(hash: string): Promise<Loaded> {
  let asked = loaded.get(hash);
  if (!asked) {
    loaded.set(hash, (asked = read(hash)));
    asked.catch(() => loaded.delete(hash));
  }
  return asked;
}

async function read(hash: string): Promise<Loaded> {
  const { xform, xformOf, media } = config();
  const answer = await fetch(hash === config().hash ? xform : xformOf.replace("HASH", hash));
  if (!answer.ok) throw new Error(`form ${answer.status}`);
  const result = await loadForm(withLast(await answer.text()), {
    missingResourceBehavior: "BLANK",
    fetchFormAttachment: (resource) => {
      const name = decodeURIComponent(resource.href.split("/").pop() ?? "");
      const last = lastFile(name);
      if (last) return Promise.resolve(last);
      return media[name] ? fetch(media[name]) : Promise.resolve(new Response("", { status: 404 }));
    },
  });
  // The engine never rejects: what went wrong is in what it gives back.
  if (result.status === "failure") throw result.error;
  return result as Loaded;
}

const instance = () => ({
  stateFactory: reactive,
  preloadProperties: { deviceID: deviceId(), username: config().username || undefined, email: config().email || undefined },
  instanceAttachments: {
    // Phones call every photo image.jpg: two of them in one answer would be one.
    fileNameFactory: ({ writtenAt, extension }: { writtenAt: Date; extension: string | null }) =>
      `${writtenAt.getTime()}-${Math.random().toString(36).slice(2, 8)}${extension ?? ""}`,
  },
});

export async function fresh(): Promise<Sheet> {
  // What the last answer said may have changed since the form was read.
  if (asksLast()) loaded.clear();
  const made = (await form(config().hash)).createInstance(instance());
  return new Sheet(made.root);
}

function dataOf(kept: { xml: string; files: readonly KeptFile[] }): FormData {
  const data = new FormData();
  data.set(XML, new File([kept.xml], XML, { type: "text/xml" }));
  for (const { name, blob } of kept.files) data.set(name, new File([blob], name, { type: blob.type }));
  return data;
}

export async function resumed(kept: Kept): Promise<Sheet> {
  const made = await (await form(kept.hash)).restoreInstance({ data: [dataOf(kept) as never] }, instance());
  const sheet = new Sheet(made.root);
  kept.files.forEach(({ name }) => sheet.carried.add(name));
  return sheet;
}

/** An answer sent from this device, opened to be corrected. */
export async function reopened(kept: Kept): Promise<Sheet> {
  const input = { inputType: "FORM_INSTANCE_INPUT_RESOLVED" as const, data: [dataOf(kept) as never] as const };
  return new Sheet((await (await form(kept.hash)).editInstance(input, instance())).root);
}

/** An answer the platform holds, opened to be corrected. */
export async function corrected({ xml, files }: Correction): Promise<Sheet> {
  const attachments = new Map(Object.entries(files).map(([name, address]) => [name, () => fetch(address)]));
  const input = {
    inputType: "FORM_INSTANCE_INPUT_RESOLVABLE" as const,
    resolveInstance: async () => (await fetch(xml)).text(),
    attachments,
  };
  return new Sheet((await (await form(config().hash)).editInstance(input, instance())).root);
}

export interface Taken {
  xml: string;
  files: KeptFile[];
  wrong: Leaf[];
}

/** The answer as it stands, and the questions where something is wrong. */
export async function take(sheet: Sheet, corrects: string): Promise<Taken> {
  await Promise.all(sheet.pending);
  const payload = await sheet.root.prepareInstancePayload({ payloadType: "monolithic" });
  const text = await (payload.data[0].get(XML) as File).text();
  const uploads = [...leavesOf(sheet.root)].filter((leaf): leaf is Upload => leaf.nodeType === "upload");
  const emptied = uploads.filter((leaf) => sheet.emptied.has(leaf.nodeId)).map((leaf) => leaf.currentState.reference);
  const files = uploads.flatMap((leaf) => fileOf(sheet, leaf));
  const violating = new Set((payload.violations ?? []).map((each) => ("nodeId" in each ? (each.nodeId as string) : "")));
  const wrong = [...leavesOf(sheet.root)].filter(
    (leaf) => violating.has(leaf.nodeId) || (leaf.currentState.relevant && sheet.mark(leaf).problem !== ""),
  );
  return { xml: mended(text, corrects, emptied), files, wrong };
}

/** The engine gives only files written since it opened the answer: those of a draft are ours to carry on. */
function fileOf(sheet: Sheet, leaf: Upload): KeptFile[] {
  const { value, relevant, attachmentState } = leaf.currentState;
  if (!value || !relevant || !(attachmentState.dirty || sheet.carried.has(value.name))) return [];
  return [{ name: value.name, blob: value }];
}

function mended(xml: string, corrects: string, emptied: readonly string[]): string {
  if (!emptied.length && (!corrects || meta(xml, "deprecatedID"))) return xml;
  const page = new DOMParser().parseFromString(xml, "text/xml");
  // A file that was taken away leaves its name behind in the engine.
  emptied.forEach((reference) => at(page, reference)?.replaceChildren());
  if (corrects && !meta(xml, "deprecatedID")) {
    const known = find(page, "instanceID");
    const said = page.createElementNS(known?.namespaceURI ?? null, known?.prefix ? `${known.prefix}:deprecatedID` : "deprecatedID");
    said.textContent = corrects;
    known?.parentNode?.append(said);
  }
  return new XMLSerializer().serializeToString(page);
}

/** The element at /data/member[2]/photo. */
function at(page: Document, reference: string): Element | null {
  const [, , ...steps] = reference.split("/");
  let here: Element | null = page.documentElement;
  for (const step of steps) {
    const [, name, position = "1"] = /^(?:[^:]+:)?([^[]+)(?:\[(\d+)\])?$/.exec(step) ?? [];
    here = [...(here?.children ?? [])].filter((child) => child.localName === name)[Number(position) - 1] ?? null;
  }
  return here;
}

const find = (page: Document, name: string): Element | undefined =>
  [...page.getElementsByTagNameNS("*", name)].find((element) => element.parentElement?.localName === "meta");

/** What the answer's `meta` says under that name, whatever its namespace. */
export const meta = (xml: string, name: string): string =>
  find(new DOMParser().parseFromString(xml, "text/xml"), name)?.textContent?.trim() ?? "";

export const countOf = (root: RootNode): number => [...leavesOf(root)].filter(isLeaf).length;
