// The service worker of one form: answers from what was kept when the line is cut. It never touches what is sent.
export {};

interface Lifetime extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface Asked extends Lifetime {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface Said extends Lifetime {
  data: { keep?: { hash: string; hashes: string[]; addresses: string[] } };
  source: { postMessage(message: unknown): void } | null;
}

interface Worker {
  registration: { scope: string };
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  addEventListener(name: string, hear: (event: never) => void): void;
}

const worker = self as unknown as Worker;
// The page varies by language and by session; what was kept is this device's own.
const SAME = { ignoreSearch: true, ignoreVary: true };
const PATIENCE = 6_000;
// Named by their content: what was kept under that name is what would be read again.
const isFrozen = (address: string): boolean => /\.[0-9a-f]{12}\.\w+$|\/files\/[0-9a-f]{64}\//.test(address);
const prefix = `form ${new URL(worker.registration.scope).pathname} `;
const pages = `${prefix}page`;

worker.addEventListener("install", (event: Lifetime) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event: Lifetime) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("message", (event: Said) => {
  const { keep } = event.data;
  if (!keep) return;
  event.waitUntil(hold(keep.hash, keep.addresses).then(async (kept) => {
    await sweep(keep.hashes);
    event.source?.postMessage({ kept });
  }));
});

/** Keep all of it; files named by their content are not asked for again. */
async function hold(hash: string, addresses: readonly string[]): Promise<boolean> {
  const [files, page] = [await caches.open(prefix + hash), await caches.open(pages)];
  const [first, ...others] = addresses;
  const results = await Promise.all([
    fresh(page, first),
    ...others.map(async (address) => (isFrozen(address) && (await files.match(address, SAME)) !== undefined) || fresh(files, address)),
  ]);
  return results.every(Boolean);
}

async function fresh(cache: Cache, address: string): Promise<boolean> {
  const answer = await fetch(address, { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok || answer.redirected) return (await cache.match(address, SAME)) !== undefined;
  await cache.put(address, answer);
  return true;
}

/** Forms that neither the page nor a draft needs are let go. */
async function sweep(hashes: readonly string[]): Promise<void> {
  const needed = new Set([pages, ...hashes.map((hash) => prefix + hash)]);
  for (const name of await caches.keys()) if (name.startsWith(prefix) && !needed.has(name)) await caches.delete(name);
}

worker.addEventListener("fetch", (event: Asked) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else event.respondWith(file(request));
});

/** The line first, so that a new version is seen; what was kept when it is cut or does not answer. */
async function page(request: Request): Promise<Response> {
  const cache = await caches.open(pages);
  const kept = await cache.match(request, SAME);
  const asked = fetch(request).then(async (answer) => {
    if (answer.ok && !answer.redirected && answer.type === "basic" && kept) await cache.put(new URL(request.url).pathname, answer.clone());
    return answer;
  });
  if (!kept) return asked;
  const patience = new Promise<Response>((done) => setTimeout(() => done(kept.clone()), PATIENCE));
  return Promise.race([asked.catch(() => kept), patience]);
}

async function file(request: Request): Promise<Response> {
  const kept = await found(request);
  if (!kept) return fetch(request);
  return isFrozen(new URL(request.url).pathname) ? kept : fetch(request).catch(() => kept);
}

async function found(request: Request): Promise<Response | undefined> {
  for (const name of await caches.keys()) {
    if (!name.startsWith(prefix) || name === pages) continue;
    const kept = await (await caches.open(name)).match(request, SAME);
    if (kept) return kept;
  }
  return undefined;
}
