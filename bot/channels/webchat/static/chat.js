// The page: what a person does becomes a frame, what the server says becomes a bubble. All words are in #words.
import { Bubbles } from "./bubbles.js";
import { askForPhoto, askForPlace, sendPhoto } from "./sharing.js";
import { offerListening, offerSpeaking } from "./voice.js";
import { newId, Wire } from "./wire.js";

const TYPING_AFTER = 300;
const TYPING_LONGEST = 20000;

const $ = (id) => document.getElementById(id);
const words = JSON.parse($("words").textContent);
const [log, ask, line, toast, typing, newest, asked] = ["log", "ask", "line", "toast", "typing", "newest", "asked"].map($);
const longest = Number(ask.dataset.longest);
const link = new URLSearchParams(location.search);

let started = false;
let broken = false;
let toastTimer = 0;
let typingTimer = 0;
let typingEnd = 0;
let listen = () => {};

const bubbles = new Bubbles($("column"), words, {
  tap(id, data, label, button) {
    if (button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    const client = newId();
    button.dataset.tap = client;
    wire.send({ kind: "tap", client, message: id, data, label });
    expectAnswer();
  },
  say,
  listen: (article, button) => listen(article, button),
});
const wire = new Wire(hear, lineChanged);

/* what the server says */

function hear(frame) {
  switch (frame.kind) {
    case "hello": return greeted(frame.bubbles);
    case "bubble": return arrived(frame.bubble);
    case "edit": return arrived(frame.bubble);
    case "gone": return bubbles.remove(frame.id);
    case "forget": return bubbles.forget();
    case "typing": return expectAnswer();
    case "taken": return bubbles.state(frame.client, "");
    case "refused": return refused(frame);
    case "tapped": return tapped(frame);
    case "erased": return leave();
  }
}

function greeted(history) {
  const first = !started;
  if (first) log.setAttribute("aria-busy", "true");
  $("loading")?.remove();
  bubbles.reconcile(history);
  for (const frame of wire.unsent.values()) redraft(frame);
  const last = history[history.length - 1];
  showAsked(history.filter((bubble) => !bubble.mine).pop()?.ask);
  if (last && !last.mine) stopTyping();
  if (first && (link.has("mo") || link.has("s"))) {
    // A link, such as the one on a printed sheet or a poster: opened once, not again by a reload.
    const [mo, tinh, s] = ["mo", "tinh", "s"].map((name) => link.get(name) || "");
    wire.send({ kind: "start", client: newId(), mo, tinh, s });
    window.history.replaceState(null, "", "/");
    if (!history.length) expectAnswer();
  } else if (!history.length && first && !wire.unsent.size) {
    wire.send({ kind: "start", client: newId() });
    expectAnswer();
  }
  if (first) toEnd();
  started = true;
  // After the reader has been spared the whole past, what comes next is read out.
  setTimeout(() => log.setAttribute("aria-busy", "false"), 100);
}

function redraft(frame) {
  if (frame.kind !== "say" || bubbles.mine(frame.client)) return;
  bubbles.draft(frame.client, frame.shown || frame.text);
  bubbles.state(frame.client, words.sending);
}

function arrived(bubble) {
  const near = nearEnd();
  const article = bubbles.show(bubble);
  if (bubble.mine) return toEnd();
  showAsked(bubble.ask);
  stopTyping();
  if (near) toStartOf(article);
  else newest.hidden = false;
}

function refused({ client, why }) {
  stopTyping();
  const said = words[why] || words["not-sent"];
  const draft = bubbles.mine(client);
  if (!draft) return say_toast(said);
  const text = draft.dataset.text;
  bubbles.state(client, said, () => {
    draft.remove();
    send(text, draft.dataset.shown);
  });
}

function tapped({ client, text, alert }) {
  const button = document.querySelector(`[data-tap="${CSS.escape(client)}"]`);
  if (button) {
    button.removeAttribute("aria-busy");
    markChosen(button);
  }
  stopTypingSoon();
  if (!text) return;
  if (alert) {
    $("alert-text").textContent = text;
    $("alert").showModal();
  } else say_toast(text);
}

function markChosen(button) {
  if (button.classList.contains("chosen")) return;
  button.classList.add("chosen");
  const unseen = document.createElement("span");
  unseen.className = "unseen";
  unseen.textContent = ` (${words.chosen})`;
  button.append(unseen);
}

function lineChanged(state) {
  if (state === "open") {
    if (broken) {
      line.textContent = words["back-online"];
      line.classList.add("fine");
      setTimeout(() => { if (wire.open) line.hidden = true; }, 2500);
    } else line.hidden = true;
    broken = false;
    return;
  }
  broken = true;
  stopTyping();
  line.classList.remove("fine");
  line.textContent = state === "offline" || wire.tries > 2 ? words.offline : words.reconnecting;
  line.hidden = false;
  for (const frame of wire.unsent.values()) bubbles.state(frame.client, words.sending);
}

/* what the person does */

function say(text, shown = text) {
  closeMenu();
  send(text, shown);
}

function send(text, shown = text) {
  const client = newId();
  const draft = bubbles.draft(client, shown);
  draft.dataset.text = text;
  draft.dataset.shown = shown;
  setTimeout(() => { if (draft.isConnected && !draft.dataset.id && wire.unsent.has(client)) bubbles.state(client, words.sending); }, 600);
  toEnd();
  wire.send({ kind: "say", client, text, shown: shown === text ? undefined : shown });
  expectAnswer();
}

$("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = ask.value.trim();
  if (!text) return mistake(words.empty);
  if (text.length > longest) return mistake(words["too-long"]);
  mistake("");
  ask.value = "";
  grow();
  say(text);
  ask.focus();
});
ask.addEventListener("keydown", (event) => {
  // isComposing: Enter that only ends a Vietnamese input method's word must not send.
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $("form").requestSubmit();
  }
});
ask.addEventListener("input", () => {
  if (!$("ask-error").hidden && ask.value.trim().length <= longest) mistake("");
  grow();
});

function grow() {
  ask.style.height = "auto";
  ask.style.height = `${ask.scrollHeight + 2}px`;
}

function mistake(text) {
  $("ask-error").textContent = text;
  $("ask-error").hidden = !text;
  ask.toggleAttribute("aria-invalid", Boolean(text));
  if (text) {
    ask.setAttribute("aria-invalid", "true");
    ask.setAttribute("aria-describedby", "ask-error");
    ask.focus();
  } else ask.removeAttribute("aria-describedby");
}

/* what the conversation asks for */

function showAsked(ask_) {
  asked.replaceChildren();
  if (!ask_) {
    asked.hidden = true;
    return;
  }
  const offer = (label, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.onclick = act;
    asked.append(button);
  };
  if (ask_.place) {
    offer(ask_.place, () => askForPlace((lat, lon) => {
      wire.send({ kind: "place", client: newId(), lat, lon });
      expectAnswer();
    }, say_toast, words));
  }
  if (ask_.photo) {
    offer(ask_.photo, () => askForPhoto(async (blob) => {
      say_toast(words["photo-sending"]);
      const trouble = await sendPhoto(newId(), blob, words);
      if (trouble) say_toast(trouble);
      else expectAnswer();
    }, say_toast, words));
  }
  for (const word of ask_.words || []) offer(word, () => say(word));
  asked.hidden = !asked.childElementCount;
}

/* typing sign, scrolling, toast */

function expectAnswer() {
  if (!typing.hidden || typingTimer) return;
  typingTimer = setTimeout(() => {
    typing.hidden = false;
    typingEnd = setTimeout(stopTyping, TYPING_LONGEST);
  }, TYPING_AFTER);
}
function stopTyping() {
  clearTimeout(typingTimer);
  clearTimeout(typingEnd);
  typingTimer = 0;
  typing.hidden = true;
}
function stopTypingSoon() {
  setTimeout(() => { if (!wire.unsent.size) stopTyping(); }, 1500);
}

const nearEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 160;
function toEnd() {
  newest.hidden = true;
  log.scrollTop = log.scrollHeight;
}
// A long answer is shown from its first line, not from its last button.
function toStartOf(article) {
  newest.hidden = true;
  const above = article.previousElementSibling?.classList.contains("mine") ? article.previousElementSibling : article;
  const start = above.offsetTop - log.offsetTop - 12;
  log.scrollTop = Math.min(start, log.scrollHeight);
}
newest.onclick = () => {
  toEnd();
  ask.focus();
};
log.addEventListener("scroll", () => { if (nearEnd()) newest.hidden = true; }, { passive: true });

function say_toast(text) {
  toast.textContent = text;
  toast.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { toast.hidden = true; }, 6000);
}

/* menu, looks, remembering, leaving */

const menu = $("menu");
const menuButton = $("menu-open");
function closeMenu() {
  if (!menu || menu.hidden) return;
  menu.hidden = true;
  menuButton.setAttribute("aria-expanded", "false");
}
if (menu) {
  menuButton.onclick = () => {
    menu.hidden = !menu.hidden;
    menuButton.setAttribute("aria-expanded", String(!menu.hidden));
    if (!menu.hidden) menu.querySelector("button").focus();
  };
  menu.addEventListener("click", (event) => {
    const button = event.target.closest("[data-say]");
    if (!button) return;
    say(button.dataset.say, button.textContent);
    ask.focus();
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !menu.hidden) {
      closeMenu();
      menuButton.focus();
    }
  });
}

const looks = window.looks;
const chosen = looks.read();
$("big").checked = Boolean(chosen.big);
$("big").onchange = (event) => looks.change({ big: event.target.checked });
for (const radio of document.querySelectorAll("[name=theme]")) {
  radio.checked = radio.value === (chosen.theme || "auto");
  radio.onchange = () => looks.change({ theme: radio.value });
}
$("looks-open").onclick = () => $("looks").showModal();
$("leave-open").onclick = () => $("leave").showModal();
$("remember").onchange = async ({ target }) => {
  const answer = await fetch(`/nho/${target.checked ? "co" : "khong"}`, { method: "POST" }).catch(() => null);
  if (answer?.ok) return say_toast(words[target.checked ? "remember-on" : "remember-off"]);
  target.checked = !target.checked;
  say_toast(words["remember-failed"]);
};
$("leave-form").addEventListener("submit", () => {
  wire.end();
  looks.forget();
});
function leave() {
  wire.end();
  looks.forget();
  location.replace("/tam-biet");
}

/* voice */

listen = offerListening({ words, note: $("listen-note"), offer: () => bubbles.offerListening() });
offerSpeaking({
  button: $("speak"),
  note: $("speak-note"),
  words,
  heard(text) {
    ask.value = text;
    grow();
  },
  fail: say_toast,
});

/* the link of an invitation: its code stands behind the #, which no server is told; sending it is left to the person */

const invited = /^#nhanvien=([A-Z2-9]{5}-[A-Z2-9]{5})$/.exec(location.hash);
if (invited) {
  history.replaceState(null, "", location.pathname);
  ask.value = `/nhanvien ${invited[1]}`;
  grow();
}

addEventListener("load", () => sessionStorage.removeItem("tungngo-reloaded"));
wire.connect();
