/** Files that are on their way to the disk at once: it makes several last in about the time of one. */
const AT_ONCE = 8;

/**
 * Does work for each item, several at a time. After a failure nothing new is begun; it is thrown when everything that was
 * begun has ended.
 */
export async function each<T>(items: readonly T[], work: (item: T, at: number) => Promise<void>): Promise<void> {
  let [next, failed] = [0, false];
  const worker = async (): Promise<void> => {
    while (next < items.length && !failed) {
      const at = next++;
      await work(items[at]!, at).catch((error: unknown) => {
        failed = true;
        throw error;
      });
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}
