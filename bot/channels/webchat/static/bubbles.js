// Draws bubbles as nodes. Text is always put in as text: no markup is ever read here.

const make = (tag, className, text) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
};

const LINKS = /(https?:\/\/[^\s<>"]+|\b(?:[a-z0-9-]+\.)+gov\.vn(?:\/[^\s,;)]*)?|(?<!\S)\/[a-z]{2,20}\b)/g;

export class Bubbles {
  // `on.tap(id, data, label, button)`, `on.say(command, label)`, `on.listen(article, button)`.
  constructor(column, words, on) {
    this.column = column;
    this.words = words;
    this.on = on;
    this.listening = false;
    this.commands = new Map();
    for (const button of document.querySelectorAll("#menu [data-say]")) {
      this.commands.set(button.dataset.say, button.textContent);
    }
  }

  find(id) {
    return this.column.querySelector(`[data-id="${CSS.escape(id)}"]`);
  }

  mine(client) {
    return this.column.querySelector(`[data-client="${CSS.escape(client)}"]`);
  }

  // A bubble from the server: new, or in place of the one that it replaces.
  show(bubble) {
    const old = this.find(bubble.id) || (bubble.client && this.mine(bubble.client));
    const article = this.#draw(bubble);
    if (old && old.dataset.after === bubble.after) old.replaceWith(article);
    else {
      old?.remove();
      this.#place(article);
    }
    this.#days();
    return article;
  }

  // What the person wrote, at once; the server's own bubble takes its place.
  draft(client, text) {
    const article = make("article", "bubble mine waiting");
    article.dataset.client = client;
    article.setAttribute("aria-label", text);
    const body = make("div", "body");
    for (const line of text.split("\n")) if (line) body.append(make("p", "tight", line));
    article.append(body, make("div", "under"));
    this.column.append(article);
    return article;
  }

  state(client, text, again) {
    const article = this.mine(client);
    if (!article || article.dataset.id) return;
    const under = article.querySelector(".under");
    under.replaceChildren();
    if (!text) return;
    under.append(make("span", again ? "state" : "state sending", text));
    if (again) {
      const button = make("button", "", this.words["send-again"]);
      button.type = "button";
      button.onclick = again;
      under.append(button);
    }
  }

  remove(id) {
    this.find(id)?.remove();
    this.#days();
  }

  // The person had everything erased: nothing of it stays on the screen.
  forget() {
    for (const node of this.column.querySelectorAll("article, .day")) node.remove();
  }

  // History after a pause: everything in it is shown; what left it in between is taken away.
  reconcile(bubbles) {
    const kept = new Set(bubbles.map((bubble) => bubble.id));
    const oldest = bubbles.length ? Number(bubbles[0].id) : Infinity;
    for (const article of this.column.querySelectorAll("[data-id]")) {
      if (Number(article.dataset.id) >= oldest && !kept.has(article.dataset.id)) article.remove();
    }
    for (const bubble of bubbles) {
      const old = this.find(bubble.id);
      if (!old || old.dataset.drawn !== JSON.stringify(bubble)) this.show(bubble);
    }
  }

  offerListening() {
    this.listening = true;
    for (const article of this.column.querySelectorAll("article[data-id]:not(.mine)")) this.#listen(article);
  }

  #draw(bubble) {
    const article = make("article", bubble.mine ? "bubble mine" : "bubble");
    article.dataset.id = bubble.id;
    article.dataset.after = bubble.after;
    article.dataset.day = bubble.day;
    article.dataset.drawn = JSON.stringify(bubble);
    if (bubble.client) article.dataset.client = bubble.client;
    article.setAttribute("aria-label", bubble.name);
    const body = make("div", "body");
    for (const block of bubble.blocks) body.append(this.#block(block, !bubble.mine));
    if (bubble.photo) body.append(this.#photo(bubble.photo));
    if (bubble.file) body.append(this.#file(bubble.file));
    const under = make("div", "under");
    under.append(make("time", "time", bubble.time));
    article.append(body, under);
    if (this.listening && !bubble.mine) this.#listen(article);
    if (bubble.rows.length) {
      article.classList.add("has-rows");
      article.append(this.#rows(bubble));
    }
    return article;
  }

  #block(block, linked) {
    if (block.kind === "bullets" || block.kind === "steps") {
      const list = make(block.kind === "steps" ? "ol" : "ul");
      if (block.start > 1) list.start = block.start;
      for (const line of block.lines) {
        const item = make("li");
        item.append(...this.#line(line, linked));
        list.append(item);
      }
      return list;
    }
    const paragraph = make("p", block.kind === "source" ? "source" : "");
    paragraph.append(...block.lines.flatMap((line) => this.#line(line, linked)));
    return paragraph;
  }

  #line(segments, linked) {
    return segments.flatMap((segment) => {
      if (typeof segment === "string") return linked ? this.#links(segment) : [document.createTextNode(segment)];
      let nodes = segment.href ? [this.#link(segment.href, segment.text)] : linked ? this.#links(segment.text) : [segment.text];
      for (const [mark, tag] of [["code", "code"], ["italic", "em"], ["bold", "strong"]]) {
        if (!segment[mark]) continue;
        const wrap = make(tag);
        wrap.append(...nodes);
        nodes = [wrap];
      }
      return nodes;
    });
  }

  // Addresses of the state and our own commands, as a messenger would make them.
  #links(text) {
    return text.split(LINKS).filter(Boolean).map((part) => {
      if (this.commands.has(part)) {
        const button = make("button", "command", part);
        button.type = "button";
        button.onclick = () => this.on.say(part, this.commands.get(part));
        return button;
      }
      if (/^https?:\/\//.test(part)) return this.#link(part.replace(/[.,;:)]+$/, ""), part);
      if (/^([a-z0-9-]+\.)+gov\.vn/.test(part)) return this.#link(`https://${part.replace(/[.,;:)]+$/, "")}`, part);
      return document.createTextNode(part);
    });
  }

  #link(address, text) {
    const link = make("a", "", text);
    link.href = address;
    if (/^https?:/.test(address)) {
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      link.append(make("span", "unseen", ` (${this.words["opens-elsewhere"]})`));
    }
    return link;
  }

  #photo(address) {
    const image = make("img");
    image.src = address;
    image.alt = this.words["photo-label"];
    return image;
  }

  #file(file) {
    const line = make("p", "file");
    const link = make("a", "button", `${this.words["file-open"]}: ${file.name}`);
    link.href = file.url;
    link.download = file.name;
    line.append(link, make("span", "small", `${file.kilobytes} kB, ${this.words["file-kept"]}`));
    return line;
  }

  #rows(bubble) {
    const rows = make("div", "rows");
    for (const row of bubble.rows) {
      const line = make("div", "row");
      for (const each of row) {
        if (each.url) {
          const link = this.#link(each.url, each.label);
          link.className = "button";
          line.append(link);
          continue;
        }
        const button = make("button", "", each.label);
        button.type = "button";
        button.onclick = () => this.on.tap(bubble.id, each.data, each.label, button);
        line.append(button);
      }
      rows.append(line);
    }
    return rows;
  }

  #listen(article) {
    const under = article.querySelector(".under");
    if (under.querySelector("button")) return;
    const button = make("button", "", this.words.listen);
    button.type = "button";
    button.onclick = () => this.on.listen(article, button);
    under.append(button);
  }

  #place(article) {
    // A bubble that moved stands right behind the tap that moved it.
    const place = ({ dataset: { after, id } }) => Number(after) + (after === id ? 0 : 0.5);
    const later = [...this.column.querySelectorAll("article[data-id]")].find((node) => place(node) > place(article));
    if (later) later.before(article);
    else {
      const drafts = this.column.querySelector("article.waiting:not([data-id])");
      if (drafts) drafts.before(article);
      else this.column.append(article);
    }
  }

  // A date between bubbles only where a conversation spans several days.
  #days() {
    for (const node of this.column.querySelectorAll(".day")) node.remove();
    const articles = [...this.column.querySelectorAll("article[data-day]")];
    if (new Set(articles.map((article) => article.dataset.day)).size < 2) return;
    let day = "";
    for (const article of articles) {
      if (article.dataset.day === day) continue;
      day = article.dataset.day;
      article.before(make("p", "day", day));
    }
  }
}
