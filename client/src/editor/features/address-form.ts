/** A field for an address within an object that has none yet. */

/** What a form says. */
export interface AddressFormWords {
  readonly label: string;
  /** On the button. */
  readonly add: string;
  /** What is missing if nothing was typed. */
  readonly empty: string;
}

/** See the head of this file. */
export class AddressForm {
  readonly dom: HTMLFormElement;
  readonly #problem: HTMLElement;

  /** `take` is given what was typed; it answers what is wrong with it, if anything. */
  constructor(
    ownerDocument: Document,
    words: AddressFormWords,
    take: (typed: string) => string | undefined,
  ) {
    this.dom = ownerDocument.createElement("form");
    this.dom.className = "coscribe-address";
    this.dom.contentEditable = "false";
    this.dom.noValidate = true;
    const field = ownerDocument.createElement("input");
    field.type = "url";
    field.dir = "ltr";
    field.className = "coscribe-address-field";
    field.placeholder = "https://example.org/page";
    field.setAttribute("aria-label", words.label);
    const button = ownerDocument.createElement("button");
    button.type = "submit";
    button.className = "coscribe-address-button";
    button.textContent = words.add;
    this.#problem = ownerDocument.createElement("p");
    this.#problem.className = "coscribe-address-problem";
    this.#problem.setAttribute("role", "status");
    this.dom.append(field, button, this.#problem);
    this.dom.addEventListener("submit", (event) => {
      event.preventDefault();
      const typed = field.value.trim();
      this.#problem.textContent = typed === "" ? words.empty : (take(typed) ?? "");
    });
  }

  /** Begins to ask. */
  focus(): void {
    this.dom.querySelector("input")?.focus();
  }

  /** Whether an event is the form's, and not the editor's. */
  holds(target: EventTarget | null): boolean {
    return target instanceof Node && this.dom.contains(target);
  }
}
