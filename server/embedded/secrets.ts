/** Secrets by name, sealed at rest. Read by the parts that use them and by nothing that answers a browser. */
export interface Secrets {
  get(name: string): string | undefined;
  put(name: string, secret: string): void;
  delete(name: string): unknown;
}

/** Secrets that end with the process. */
export class MemorySecrets extends Map<string, string> implements Secrets {
  put(name: string, secret: string): void {
    this.set(name, secret);
  }
}
