// Filters the roll of honours while the reader types: hides the rows that lack
// one of the words, and groups without rows. Marks make no difference, so that
// "dung" finds "Dũng". What there is to say stands in the page.
(() => {
  const form = document.querySelector(".filter");
  if (!form) return;
  const input = form.querySelector("input");
  const status = form.querySelector("[role=status]");
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");
  let groups; // what each row says, read when it is first asked for
  let timer;

  const read = () => [...document.querySelectorAll(".ledger tbody")].map((group) => {
    const [head, ...rows] = group.rows;
    return { group, rows: rows.map((row) => ({ row, text: fold(head.textContent + " " + row.textContent) })) };
  });

  const filter = () => {
    const words = fold(input.value).split(/\s+/);
    let found = 0;
    groups ??= read();
    for (const { group, rows } of groups) {
      const before = found;
      for (const { row, text } of rows) {
        row.hidden = !words.every((word) => text.includes(word));
        found += row.hidden ? 0 : 1;
      }
      group.hidden = found === before;
    }
    clearTimeout(timer); // a screen reader tells the count when typing rests
    timer = setTimeout(() => {
      const { found: some, none } = status.dataset;
      status.textContent = !input.value.trim() ? "" : found ? some.replace("#", found.toLocaleString(document.documentElement.lang)) : none;
    }, 300);
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    filter();
  });
  input.addEventListener("input", filter);
  addEventListener("pageshow", () => input.value && filter()); // the browser keeps what was typed
})();
