/** Service: something with a life. Constructors do nothing; `start` begins it, disposing ends it, in order. */
export interface Service extends AsyncDisposable {
  start(signal: AbortSignal): Promise<void>;
}

/** Starts services one after another; disposing stops them in reverse order, runs every stop, and reports all failures. */
export class ServiceStack implements AsyncDisposable {
  readonly #running: AsyncDisposable[] = [];

  async start<S extends Service>(service: S, signal: AbortSignal): Promise<S> {
    this.#running.push(service);
    await service.start(signal);
    return service;
  }

  /** Something already alive that is to be ended with the rest. */
  adopt<D extends AsyncDisposable>(disposable: D): D {
    this.#running.push(disposable);
    return disposable;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const failures: unknown[] = [];
    for (const service of this.#running.splice(0).reverse()) {
      try {
        await service[Symbol.asyncDispose]();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} part(s) did not stop cleanly`);
  }
}
