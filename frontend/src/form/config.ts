// What the page tells the script: the form, where its files stand, where answers go.
import { written } from "./dom";

export interface Correction {
  instanceId: string;
  xml: string;
  files: Record<string, string>;
}

export interface Config {
  // Whose answers these are on this device: one person, or one link.
  owner: string;
  title: string;
  formId: string;
  version: string;
  hash: string;
  isTest: boolean;
  isLink: boolean;
  xform: string;
  // Where the form of another version stands; HASH is replaced.
  xformOf: string;
  media: Record<string, string>;
  post: string;
  acceptBytes: number;
  worker: string;
  scope: string;
  keep: string[];
  back: string;
  username: string;
  email: string;
  correction: Correction | null;
}

let read: Config | null = null;

export const config = (): Config => (read ??= written<Config>("form-config"));

/** One name for this browser, which answers carry. */
export function deviceId(): string {
  const known = localStorage.getItem("miqyas-device");
  if (known) return known;
  const made = `web:${crypto.randomUUID()}`;
  localStorage.setItem("miqyas-device", made);
  return made;
}
