// An ARIA combobox over a plain text field: data-typeahead is the address that suggests, data-typeahead-number the id
// of the field that takes the business number. All words come from the server. Without this script both fields are plain.
(function () {
  "use strict";

  const WAIT = 150;
  let made = 0;

  function Typeahead(input) {
    this.input = input;
    this.number = document.getElementById(input.dataset.typeaheadNumber);
    this.options = [];
    this.active = -1;
    this.chosen = null;
    this.build();
    input.addEventListener("input", (event) => event.isComposing || this.typed());
    input.addEventListener("compositionend", () => this.typed());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
  }

  Typeahead.prototype.build = function () {
    const id = "typeahead-" + ++made;
    this.list = document.createElement("ul");
    Object.assign(this.list, { id, className: "typeahead", hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.input.dataset.typeaheadLabel || "");
    this.status = document.createElement("p");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    this.input.after(this.list, this.status);
    this.input.autocomplete = "off";
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-expanded", "false");
    this.input.setAttribute("aria-controls", id);
    // The field must keep the focus, or the list would close before the click arrives.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(Array.prototype.indexOf.call(this.list.children, option));
    });
  };

  Typeahead.prototype.typed = function () {
    if (this.chosen && this.number && this.number.value === this.chosen.ubn) this.setNumber("");
    this.chosen = null;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT);
  };

  Typeahead.prototype.ask = async function () {
    const term = this.input.value.trim();
    if (this.pending) this.pending.abort();
    if (!term) return this.close();
    this.pending = new AbortController();
    try {
      const response = await fetch(this.input.dataset.typeahead + "?" + new URLSearchParams({ term }), {
        headers: { Accept: "application/json" },
        signal: this.pending.signal,
      });
      if (!response.ok || response.redirected) return this.close();
      this.show(await response.json(), term);
    } catch (error) {
      // Looking up is a convenience: what is typed counts with or without it.
      if (error.name !== "AbortError") this.close();
    }
  };

  Typeahead.prototype.show = function (answer, term) {
    if (document.activeElement !== this.input) return;
    this.options = answer.employers.slice();
    this.list.replaceChildren(...answer.employers.map((employer) => this.row(employer, term)));
    if (answer.add) {
      this.options.push({ name: this.input.value.trim(), ubn: null });
      this.list.append(this.option([document.createTextNode(answer.add)]));
    }
    this.status.textContent = answer.status;
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.toggle(this.options.length > 0);
  };

  Typeahead.prototype.option = function (content) {
    const option = document.createElement("li");
    option.id = this.list.id + "-" + ++made;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.append(...content);
    return option;
  };

  Typeahead.prototype.row = function (employer, term) {
    const number = document.createElement("span");
    number.className = "num";
    number.textContent = employer.ubn;
    const detail = document.createElement("span");
    detail.className = "fine quiet";
    detail.append(...marked(employer.detail, term));
    const parts = [...marked(employer.name, term), "\u3000", number];
    return this.option(employer.detail ? [...parts, document.createElement("br"), detail] : parts);
  };

  function marked(text, term) {
    const at = text.toLowerCase().indexOf(term.toLowerCase());
    if (at < 0) return [text];
    const strong = document.createElement("strong");
    strong.textContent = text.slice(at, at + term.length);
    return [text.slice(0, at), strong, text.slice(at + term.length)];
  }

  Typeahead.prototype.toggle = function (open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
  };

  Typeahead.prototype.close = function () {
    clearTimeout(this.timer);
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.toggle(false);
  };

  Typeahead.prototype.point = function (step) {
    const items = this.list.children;
    this.active = (this.active + step + items.length) % items.length;
    for (const item of items) item.setAttribute("aria-selected", String(item === items[this.active]));
    this.input.setAttribute("aria-activedescendant", items[this.active].id);
    items[this.active].scrollIntoView({ block: "nearest" });
  };

  Typeahead.prototype.key = function (event) {
    if (event.isComposing) return;
    const open = !this.list.hidden;
    if (event.key === "ArrowDown" && !open) this.ask();
    else if (event.key === "ArrowDown" && open) this.point(1);
    else if (event.key === "ArrowUp" && open) this.point(this.active < 0 ? 0 : -1);
    else if (event.key === "Enter" && open && this.active >= 0) this.choose(this.active);
    else if (event.key === "Escape" && open) this.close();
    else return;
    event.preventDefault();
  };

  Typeahead.prototype.choose = function (index) {
    this.chosen = this.options[index];
    this.input.value = this.chosen.name;
    if (this.chosen.ubn !== null) this.setNumber(this.chosen.ubn);
    this.close();
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  Typeahead.prototype.setNumber = function (ubn) {
    if (!this.number) return;
    this.number.value = ubn;
    this.number.dispatchEvent(new Event("change", { bubbles: true }));
  };

  for (const input of document.querySelectorAll("[data-typeahead]")) new Typeahead(input);
})();
