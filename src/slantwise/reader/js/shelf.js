// What a browser keeps for a page, where it keeps anything.

function storage() {
  try {
    const store = window.localStorage;
    store.setItem("slantwise:probe", "1");
    store.removeItem("slantwise:probe");
    return store;
  } catch {
    return null; // some browsers keep nothing for pages opened from disk
  }
}

function stored(store, key) {
  try {
    return JSON.parse(store.getItem(key)) ?? {};
  } catch {
    return {};
  }
}
