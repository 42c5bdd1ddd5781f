// Listens to the server while somebody looks at the page. A browser keeps no more
// than six connections to a server, so that hidden tabs must leave theirs to others;
// they are told everything when they come back.
export const listen = (address, told, connected) => {
  let source;
  let timer;
  const close = () => {
    clearTimeout(timer);
    source?.close();
  };
  const open = () => {
    close();
    source = new EventSource(address);
    source.addEventListener("state", ({ data }) => told(JSON.parse(data)));
    source.addEventListener("open", () => connected(true));
    source.addEventListener("error", () => {
      connected(false);
      // Browsers try again by themselves, but not always, and ever more rarely.
      close();
      timer = setTimeout(open, 500);
    });
  };
  const look = () => document.hidden ? close() : open();
  document.addEventListener("visibilitychange", look);
  addEventListener("online", look);
  addEventListener("pageshow", ({ persisted }) => persisted && look());
  addEventListener("pagehide", close);
  look();
};
