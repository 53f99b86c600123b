/** Stop signal: Ctrl-C asks for an orderly end; a second one ends at once, which costs nothing that is on disk. */
export const stopSignal = (): AbortSignal => {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(130);
      console.error(
        '\n終了しています… もう一度 Ctrl-C ですぐに止まります (stopping in order; Ctrl-C again stops at once)',
      );
      controller.abort();
    });
  }
  return controller.signal;
};

/** Settles when the signal aborts. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
