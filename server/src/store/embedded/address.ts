/** Where an embedded database can be reached on this machine. */
import { createHash } from "node:crypto";
import { chmod, lstat, mkdir } from "node:fs/promises";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export type Address = { readonly path: string } | { readonly port: number };

/** The name under which PostgreSQL's clients look for a socket in a folder, given port 5432. */
const socketName = ".s.PGSQL.5432";

export type ListeningPlace = { readonly path: string } | { readonly port: number; readonly host: string };

/**
 * Where the owner of a data folder shall listen: a socket in a folder that only this user can enter. Not in the data
 * folder, because a socket's path may have 108 bytes at most (Linux; 104 on macOS). On Windows, any free port of the
 * machine itself.
 * @param folder absolute path of the data folder.
 * @throws Error when somebody else made the socket's folder first.
 */
export async function listeningPlace(folder: string): Promise<ListeningPlace> {
  const user = process.getuid?.();
  if (user === undefined) return { port: 0, host: "127.0.0.1" };
  const short = createHash("sha256").update(folder).digest("hex").slice(0, 12);
  const own = join(tmpdir(), `cordwise-${user}-${short}`);
  await mkdir(own, { recursive: true, mode: 0o700 });
  const found = await lstat(own);
  if (!found.isDirectory() || found.uid !== user) throw new Error(`${own} belongs to somebody else`);
  await chmod(own, 0o700);
  return { path: join(own, socketName) };
}

/** What the `pg` library wants to know to connect there. */
export function connectionTo(address: Address): { host: string; port: number } {
  return "path" in address
    ? { host: dirname(address.path), port: 5432 }
    : { host: "127.0.0.1", port: address.port };
}

/** Whether somebody listens there; a socket file outlives a killed process, so its existence says nothing. */
export function answers(address: Address): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection("path" in address ? address : { ...address, host: "127.0.0.1" });
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
