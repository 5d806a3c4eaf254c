/** Calls `take` with what is dropped anywhere on the page, and shows while something is held over it. */
export function onDrop(take: (dropped: DataTransfer) => void): void {
  let depth = 0;
  const hold = (change: number) => {
    depth = change === 0 ? 0 : Math.max(0, depth + change);
    document.body.classList.toggle("held", depth > 0);
  };
  addEventListener("dragenter", () => hold(1));
  addEventListener("dragleave", () => hold(-1));
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    hold(0);
    if (event.dataTransfer && event.dataTransfer.items.length > 0) take(event.dataTransfer);
  });
}
