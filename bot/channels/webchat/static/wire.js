// The line to the server: opens, pings, opens again by itself, and sends what was not receipted once more.

const PING_SECONDS = 25;
const PONG_SECONDS = 8;
const LONGEST_WAIT = 15000;
const KEPT = "tungngo-unsent";

export const newId = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
};

export class Wire {
  // `hear(frame)` for each frame; `change(state)`: "open", "waiting", "offline", "closed".
  constructor(hear, change) {
    this.hear = hear;
    this.change = change;
    this.unsent = new Map(this.#kept());
    this.tries = 0;
    this.ended = false;
    addEventListener("online", () => this.#soon());
    addEventListener("offline", () => this.socket?.close());
    addEventListener("pageshow", (event) => event.persisted && this.#soon());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.#soon();
    });
  }

  get open() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  connect() {
    clearTimeout(this.timer);
    if (this.ended) return;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}/ws`);
    this.socket = socket;
    socket.onopen = () => {
      this.tries = 0;
      this.change("open");
      this.#ping(socket);
      for (const frame of this.unsent.values()) socket.send(JSON.stringify({ ...frame, again: true }));
    };
    socket.onmessage = (event) => this.#heard(JSON.parse(event.data));
    socket.onclose = (event) => this.#closed(socket, event.code);
  }

  // Sends now or as soon as there is a line; kept until the server says that it has it.
  send(frame) {
    this.unsent.set(frame.client, frame);
    this.#keep();
    if (this.open) this.socket.send(JSON.stringify(frame));
  }

  forget(client) {
    this.unsent.delete(client);
    this.#keep();
  }

  end() {
    this.ended = true;
    this.unsent.clear();
    this.socket?.close();
  }

  #heard(frame) {
    if (frame.kind === "pong") {
      clearTimeout(this.pongTimer);
      return;
    }
    if (frame.kind === "taken" || frame.kind === "refused") this.forget(frame.client);
    this.hear(frame);
  }

  #ping(socket) {
    clearInterval(this.pinger);
    this.pinger = setInterval(() => {
      if (socket.readyState !== WebSocket.OPEN) return;
      socket.send('{"kind":"ping"}');
      clearTimeout(this.pongTimer);
      this.pongTimer = setTimeout(() => socket.close(), PONG_SECONDS * 1000);
    }, PING_SECONDS * 1000);
  }

  #closed(socket, code) {
    if (socket !== this.socket) return;
    clearInterval(this.pinger);
    clearTimeout(this.pongTimer);
    if (this.ended) return;
    if (code === 4401) {
      // The cookie is gone: a fresh page brings a fresh one. Not in a loop where cookies are refused.
      this.change("offline");
      if (!sessionStorage.getItem("tungngo-reloaded")) {
        sessionStorage.setItem("tungngo-reloaded", "1");
        location.reload();
      }
      return;
    }
    this.change(navigator.onLine === false ? "offline" : "waiting");
    const wait = Math.min(LONGEST_WAIT, 400 * 2 ** this.tries) * (0.7 + Math.random() * 0.6);
    this.tries += 1;
    this.timer = setTimeout(() => this.connect(), wait);
  }

  #soon() {
    if (this.ended || (this.socket && this.socket.readyState <= WebSocket.OPEN)) return;
    this.tries = 0;
    this.connect();
  }

  #kept() {
    try {
      return JSON.parse(sessionStorage.getItem(KEPT)) || [];
    } catch {
      return [];
    }
  }

  #keep() {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify([...this.unsent]));
    } catch {
      // Without storage a reload forgets what was not sent; the open page still has it.
    }
  }
}
