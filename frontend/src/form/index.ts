// A questionnaire in the browser: the engine of ODK Web Forms, our own drawing of it, and a queue that survives a cut line.
import "./form.css";
import * as answers from "./answer";
import { config } from "./config";
import { byId, h, icon } from "./dom";
import { Fill } from "./fill";
import { Home } from "./home";
import { languageBar, settleLanguage } from "./languages";
import { remember } from "./last";
import { Scope } from "./reactive";
import { flush, line, recount, watchLine } from "./sending";
import type { Leaf, Sheet } from "./sheet";
import { drop, put, queue, room, type Kept } from "./store";
import { keepOffline } from "./offline";
import { readWords, say, spoken, told } from "./words";

const page = new Scope();
let fill: Fill | null = null;
let home: Home | null = null;

function clear(): void {
  fill?.close();
  home?.close();
  fill = home = null;
  byId("form-done").replaceChildren();
  byId("form-news").textContent = "";
}

function goHome(): void {
  clear();
  byId("form-about").hidden = false;
  languageBar(null);
  home = new Home({
    start: () => void begin(answers.fresh, ""),
    resume: (kept) => void begin(() => answers.resumed(kept), kept.corrects, kept),
    correct: (kept) => void begin(() => answers.reopened(kept), kept.id, { ...kept, at: 0 }),
  });
  byId("form-place").append(home.root);
}

/** Open an answer: a new one, one left off, or one to correct. */
async function begin(open: () => Promise<Sheet>, corrects: string, from?: Kept): Promise<void> {
  clear();
  byId("form-about").hidden = true;
  byId("form-news").textContent = say("opening");
  performance.mark("form-open");
  try {
    const sheet = await open();
    performance.measure("form-read", "form-open");
    settleLanguage(sheet, from?.language);
    languageBar(sheet);
    const answer = new Answer(sheet, corrects, from?.hash ?? config().hash);
    fill = new Fill(sheet, answer);
    answer.page = fill;
    byId("form-place").append(fill.root);
    byId("form-news").textContent = "";
    performance.measure("form-shown", "form-open");
    document.body.dataset.state = "filling";
  } catch (error) {
    console.warn(error);
    byId("form-about").hidden = false;
    byId("form-news").textContent = say(navigator.onLine ? "not_opened" : "not_opened_offline");
    home = null;
    goHomeLater();
  }
}

function goHomeLater(): void {
  const again = told(page, h("button", { type: "button", class: "btn btn-secondary" }), "to_start");
  again.addEventListener("click", goHome);
  byId("form-done").replaceChildren(again);
}

/** One answer on its way: kept at each pause, then sent. */
class Answer {
  page: Fill | null = null;
  private isGone = false;
  private id = "";

  constructor(
    private readonly sheet: Sheet,
    private readonly corrects: string,
    private readonly hash: string,
  ) {}

  private async kept(): Promise<[Kept, Leaf[]]> {
    const { xml, files, wrong } = await answers.take(this.sheet, this.corrects);
    this.id = answers.meta(xml, "instanceID");
    const name = answers.meta(xml, "instanceName");
    const language = this.sheet.root.currentState.activeLanguage.language;
    const { owner } = config();
    return [{ id: this.id, owner, name, at: Date.now(), hash: this.hash, language, xml, files, corrects: this.corrects }, wrong];
  }

  async keep(): Promise<void> {
    if (this.isGone) return;
    const [kept] = await this.kept();
    if (this.isGone) return;
    try {
      await put("drafts", kept);
      remember(kept.xml);
      document.body.dataset.kept = String(kept.at);
    } catch {
      byId("form-news").textContent = say("not_kept");
    }
  }

  async send(): Promise<Leaf[]> {
    const [kept, wrong] = await this.kept();
    if (wrong.length) return wrong;
    try {
      await queue({ ...kept, state: "waiting", sentence: "", status: 0, nDone: 0 });
    } catch {
      byId("form-news").textContent = say("not_kept");
      return [];
    }
    this.isGone = true;
    remember(kept.xml);
    void room(true);
    await recount();
    await flush();
    done(kept);
    return [];
  }

  later(): void {
    this.isGone = true;
    goHome();
    void recount();
  }
}

function done(kept: Kept): void {
  clear();
  scrollTo({ top: 0 });
  document.body.dataset.state = "done";
  const inside = page.child();
  const title = h("h2", { tabindex: -1, id: "form-done-title" });
  const words = h("p");
  inside.watch(() => {
    const isWaiting = line.waiting > 0;
    const isRefused = line.refused > 0;
    title.textContent = say(isWaiting ? "done_waiting" : isRefused ? "done_refused" : "done_sent");
    words.textContent = say(isWaiting ? "done_waiting_words" : isRefused ? "done_refused_words" : "done_sent_words");
  });
  const again = told(inside, h("button", { type: "button", class: "btn btn-primary" }), "another");
  again.addEventListener("click", () => void begin(answers.fresh, ""));
  const start = told(inside, h("button", { type: "button", class: "btn btn-quiet", id: "form-to-start" }), "to_start");
  start.addEventListener("click", goHome);
  const parts: HTMLElement[] = config().correction ? [start] : [again, start];
  byId("form-done").replaceChildren(title, words, h("div", { class: "actions" }, ...parts));
  title.focus();
  if (kept.corrects) void drop("drafts", kept.id);
}

/** Line and queue, always in sight. */
function statusBar(): void {
  const place = byId("form-status");
  const state = h("span", { class: "line-state" });
  const count = h("button", { type: "button", class: "btn btn-quiet btn-small", id: "form-count-waiting" });
  const trouble = h("span", { class: "line-trouble", role: "status" });
  count.addEventListener("click", () => {
    fill?.keepNow();
    if (!fill) goHome();
    else void flush();
  });
  page.watch(() => {
    state.replaceChildren(icon(line.isOnline ? "check-circle" : "slash-circle"), " ", say(line.isOnline ? "online" : "offline"));
    const total = line.waiting + line.refused;
    count.textContent = line.isSending ? say("sending") : say("waiting_count", { count: total });
    count.hidden = total === 0;
    count.dataset.waiting = String(line.waiting);
    trouble.textContent = line.trouble && line.isOnline ? say(line.trouble) : "";
    if (!line.turn) return;
    document.body.dataset.waiting = String(line.waiting);
    document.body.dataset.refused = String(line.refused);
  });
  place.append(state, count, trouble);
}

function open(): void {
  readWords();
  statusBar();
  document.body.dataset.state = "home";
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && fill?.keepNow());
  addEventListener("pagehide", () => fill?.keepNow());
  page.watch(() => {
    document.body.dataset.language = spoken.code;
  });
  for (const element of document.querySelectorAll<HTMLElement>("[data-word]")) {
    told(page, element, element.dataset.word ?? "", { value: element.dataset.value ?? "" });
  }
  const { correction } = config();
  if (correction) void begin(() => answers.corrected(correction), correction.instanceId);
  else goHome();
  watchLine();
  void keepOffline(page);
}

open();
