/** A line of the legend: the indicator's name, its values in the colours of their lines, and what can be done with it. */
export class IndicatorLegend {
  readonly root = document.createElement("div");
  readonly #values: { readonly element: HTMLElement; readonly text: Text }[];

  constructor(
    label: string,
    outputs: readonly string[],
    doors: { readonly onEdit: () => void; readonly onRemove: () => void },
  ) {
    this.root.className = "chart-indicator";
    const name = document.createElement("span");
    name.textContent = label;
    this.root.append(name);
    this.#values = outputs.map((output) => {
      const element = document.createElement("span");
      element.title = output;
      const text = document.createTextNode("");
      element.append(text);
      this.root.append(element);
      return { element, text };
    });
    this.root.append(tool("Settings of", "⚙", label, doors.onEdit), tool("Remove", "✕", label, doors.onRemove));
  }

  colour(colours: readonly string[]): void {
    for (const [index, { element }] of this.#values.entries()) element.style.color = colours[index] ?? "";
  }

  show(values: readonly string[]): void {
    for (const [index, { text }] of this.#values.entries()) {
      const value = values[index] ?? "–";
      if (text.data !== value) text.data = value;
    }
  }
}

function tool(verb: string, glyph: string, label: string, onClick: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = glyph;
  button.setAttribute("aria-label", `${verb} ${label}`);
  button.addEventListener("click", onClick);
  return button;
}
