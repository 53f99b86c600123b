/** Sent: what was sent of an edit; what was not is left as it is. Pure. */

type Sent<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

export const sentOf = <Fields extends object>(fields: Fields): Sent<Fields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Sent<Fields>;
