// The file system as writing sees it. Every call is announced first, so that tests can count, fail and kill.

import { open, link, lstat, mkdir, readdir, readFile, realpath, rename, rmdir, unlink, type FileHandle } from "node:fs/promises";
import type { Stats } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** What is about to be done. */
export type Operation =
  | "create" | "write" | "sync" | "mode" | "owner" | "rename" | "link" | "remove" | "folder" | "sync-folder"
  | "read" | "stat" | "list";

/** Told of each operation before it is done; what it throws is as if the operation had failed. */
export type Hook = (operation: Operation, path: string) => void | Promise<void>;

/** Mode and owner of a file that a new one takes over. */
export interface Keep {
  mode: number;
  uid: number;
  gid: number;
}

/** The code of a file-system error, "" for other errors. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

// What systems say where folders cannot be synchronised (Windows, some network drives).
const NO_FOLDER_SYNC = new Set(["EPERM", "EACCES", "EISDIR", "EINVAL", "EBADF", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"]);
// What systems say where there are no hard links (FAT, some network drives, some containers).
const NO_LINKS = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EXDEV"]);
// What Windows says while a virus scanner or an indexer has a file open for a moment.
const BUSY = new Set(["EPERM", "EACCES", "EBUSY"]);
const PATIENCE = process.platform === "win32" ? 10 : 0;

/** Few calls, each of which either happened or did not. */
export class Disk {
  constructor(readonly before: Hook = () => {}) {}

  async read(path: string): Promise<Uint8Array> {
    await this.before("read", path);
    return readFile(path);
  }

  /** What is at a path, without following a link; `undefined` where there is nothing. */
  async stat(path: string): Promise<Stats | undefined> {
    await this.before("stat", path);
    return lstat(path).catch((error: unknown) => {
      if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return undefined;
      throw error;
    });
  }

  async real(path: string): Promise<string> {
    await this.before("stat", path);
    return realpath(path);
  }

  /** Names in a folder, sorted; none where there is no folder. */
  async list(path: string): Promise<string[]> {
    await this.before("list", path);
    const names = await readdir(path).catch((error: unknown) => {
      if (codeOf(error) === "ENOENT") return [];
      throw error;
    });
    return names.sort();
  }

  /**
   * A new file that is on the disk for good when this returns, with the mode and owner of another where `keep` says so. A
   * file that could not be written whole is removed.
   */
  async create(path: string, bytes: Uint8Array, keep?: Keep): Promise<void> {
    await this.before("create", path);
    const handle = await open(path, "wx", keep ? 0o600 : 0o666);
    try {
      await this.#fill(handle, path, bytes, keep);
    } catch (error) {
      await handle.close().catch(() => {});
      await unlink(path).catch(() => {});
      throw error;
    }
    await handle.close();
  }

  async #fill(handle: FileHandle, path: string, bytes: Uint8Array, keep: Keep | undefined): Promise<void> {
    await this.before("write", path);
    await handle.writeFile(bytes);
    if (keep) await this.#takeOver(handle, path, keep);
    await this.before("sync", path);
    await handle.sync();
  }

  // Whoever may not give a file away keeps it. The owner comes first: changing it drops some bits of the mode.
  async #takeOver(handle: FileHandle, path: string, { mode, uid, gid }: Keep): Promise<void> {
    const own = await handle.stat();
    if (own.uid !== uid || own.gid !== gid) {
      await this.before("owner", path);
      await handle.chown(uid, gid).catch(() => {});
    }
    await this.before("mode", path);
    await handle.chmod(mode & 0o7777).catch(() => {});
  }

  /** Puts a file in the place of another, at once. */
  async replace(from: string, to: string): Promise<void> {
    await this.before("rename", to);
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await rename(from, to);
      } catch (error) {
        if (attempt >= PATIENCE || !BUSY.has(codeOf(error))) throw error;
        await pause(20 * (attempt + 1));
      }
    }
  }

  /**
   * Gives a file a name that nothing has yet.
   *
   * @throws `EEXIST` where the name is taken.
   */
  async moveToNew(from: string, to: string): Promise<void> {
    await this.before("link", to);
    try {
      await link(from, to);
    } catch (error) {
      if (!NO_LINKS.has(codeOf(error))) throw error;
      return this.#claim(from, to);
    }
    await this.remove(from);
  }

  // Without hard links the name is taken by an empty file first. Whoever reads it in between sees a note with nothing in it.
  async #claim(from: string, to: string): Promise<void> {
    const handle = await open(to, "wx");
    await handle.close();
    await this.replace(from, to);
  }

  /** Removes a file, if it is there. */
  async remove(path: string): Promise<void> {
    await this.before("remove", path);
    await unlink(path).catch((error: unknown) => {
      if (codeOf(error) !== "ENOENT") throw error;
    });
  }

  /** Makes a folder; tells whether there was none. */
  async folder(path: string, mode = 0o777): Promise<boolean> {
    await this.before("folder", path);
    try {
      await mkdir(path, { mode });
      return true;
    } catch (error) {
      if (codeOf(error) === "EEXIST") return false;
      throw error;
    }
  }

  /** Removes a folder, if it is there and empty. */
  async removeFolder(path: string): Promise<void> {
    await this.before("remove", path);
    await rmdir(path).catch((error: unknown) => {
      if (!["ENOENT", "ENOTEMPTY", "EEXIST"].includes(codeOf(error))) throw error;
    });
  }

  /** Makes the names in a folder last, where the system can. */
  async syncFolder(path: string): Promise<void> {
    await this.before("sync-folder", path);
    try {
      const handle = await open(path, "r");
      await handle.sync().finally(() => handle.close());
    } catch (error) {
      if (!NO_FOLDER_SYNC.has(codeOf(error))) throw error;
    }
  }
}
