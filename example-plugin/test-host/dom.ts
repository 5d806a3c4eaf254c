// The app's additions to the DOM, as far as they are used.

type CreateOptions = DomElementInfo | string;

const additions = {
  createEl<K extends keyof HTMLElementTagNameMap>(this: Node, tag: K, o?: CreateOptions): HTMLElementTagNameMap[K] {
    const el = document.createElement(tag);
    const { text, cls, attr, href, type, title } = typeof o === "string" ? { cls: o } : (o ?? {});
    if (text instanceof DocumentFragment) el.append(text);
    else if (text !== undefined) el.textContent = text;
    for (const name of [cls ?? []].flat()) el.classList.add(...name.split(" "));
    for (const [name, value] of Object.entries({ href, type, title, ...attr })) el.setAttr(name, value ?? null);
    this.appendChild(el);
    return el;
  },
  createDiv(this: Node, o?: CreateOptions): HTMLDivElement {
    return this.createEl("div", o);
  },
  createSpan(this: Node, o?: CreateOptions): HTMLSpanElement {
    return this.createEl("span", o);
  },
  empty(this: Node): void {
    while (this.lastChild) this.removeChild(this.lastChild);
  },
  appendText(this: Node, text: string): void {
    this.appendChild(document.createTextNode(text));
  },
} satisfies Partial<Node>;

const elementAdditions = {
  setText(this: Element, text: string | DocumentFragment): void {
    this.replaceChildren(text);
  },
  addClass(this: Element, ...classes: string[]): void {
    this.classList.add(...classes);
  },
  setAttr(this: Element, name: string, value: string | number | boolean | null): void {
    if (value === null) this.removeAttribute(name);
    else this.setAttribute(name, String(value));
  },
} satisfies Partial<Element>;

Object.assign(Node.prototype, additions);
Object.assign(Element.prototype, elementAdditions);
