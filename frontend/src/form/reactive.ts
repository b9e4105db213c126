// State that says when it changed: the engine writes on what `reactive` gives it, and what read it runs again.
type Run = () => void;

interface Effect {
  run: Run;
  sources: Set<Set<Effect>>;
  isStopped: boolean;
}

let current: Effect | null = null;
const stale = new Set<Effect>();

/** The same object, observed. Several changes in a row wake a reader once. */
export function reactive<T extends object>(state: T): T {
  const readers = new Map<PropertyKey, Set<Effect>>();
  return new Proxy(state, {
    get(target, key) {
      if (current) subscribe(current, readers, key);
      return Reflect.get(target, key) as unknown;
    },
    set(target, key, value) {
      if (Object.is(Reflect.get(target, key), value)) return true;
      Reflect.set(target, key, value);
      wake(readers.get(key));
      return true;
    },
  });
}

function subscribe(effect: Effect, readers: Map<PropertyKey, Set<Effect>>, key: PropertyKey): void {
  let set = readers.get(key);
  if (!set) readers.set(key, (set = new Set()));
  set.add(effect);
  effect.sources.add(set);
}

function wake(readers: Set<Effect> | undefined): void {
  if (!readers?.size) return;
  if (!stale.size) queueMicrotask(settle);
  readers.forEach((effect) => stale.add(effect));
}

/** Run at once what waits to be run. */
export function settle(): void {
  // A reader may wake others, which join the end of the set while it is walked.
  for (const effect of stale) {
    stale.delete(effect);
    if (!effect.isStopped) execute(effect);
  }
}

function execute(effect: Effect): void {
  leave(effect);
  const before = current;
  current = effect;
  try {
    effect.run();
  } finally {
    current = before;
  }
}

function leave(effect: Effect): void {
  effect.sources.forEach((set) => set.delete(effect));
  effect.sources.clear();
}

/** What is on the page together and leaves it together. */
export class Scope {
  private readonly stops: Run[] = [];

  /** Run now, and again whenever what it read changed. */
  watch(run: Run): void {
    const effect: Effect = { run, sources: new Set(), isStopped: false };
    this.stops.push(() => {
      effect.isStopped = true;
      leave(effect);
    });
    execute(effect);
  }

  onStop(run: Run): void {
    this.stops.push(run);
  }

  child(): Scope {
    const scope = new Scope();
    this.stops.push(() => scope.stop());
    return scope;
  }

  stop(): void {
    this.stops.splice(0).forEach((stop) => stop());
  }
}

/** Read without being run again for it. */
export function untracked<T>(read: () => T): T {
  const before = current;
  current = null;
  try {
    return read();
  } finally {
    current = before;
  }
}
