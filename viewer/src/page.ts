/** The fixed elements of the page, from `index.html`. */
export interface Page {
  main: HTMLElement;
  list: HTMLElement;
  nothing: HTMLElement;
  search: HTMLInputElement;
  show: HTMLSelectElement;
  sort: HTMLSelectElement;
  status: HTMLElement;
  vaultName: HTMLElement;
  notesRead: HTMLElement;
  asOf: HTMLInputElement;
  openOther: HTMLElement;
  skip: HTMLElement;
}

export function findPage(): Page {
  return {
    main: find("main"),
    list: find("list"),
    nothing: find("nothing"),
    search: find("search"),
    show: find("show"),
    sort: find("sort"),
    status: find("status"),
    vaultName: find("vault-name"),
    notesRead: find("notes-read"),
    asOf: find("as-of"),
    openOther: find("open-other"),
    skip: find("skip"),
  };
}

function find<E extends HTMLElement>(id: string): E {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no element called ${id}`);
  return element as E;
}
