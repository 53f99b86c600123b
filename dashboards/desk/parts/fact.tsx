/** Fact: one thing known of somebody or something, with its name. */
import type { ComponentChildren } from 'preact';

export interface FactProps {
  readonly name: string;
  readonly children: ComponentChildren;
}

export const Fact = ({ name, children }: FactProps) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
