/** Asked list: the choices of a list as they are asked for: what is not narrowed is not said. Pure. */
export const askedOf = (choices: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== ''));
