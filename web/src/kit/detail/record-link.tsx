// A record's name as the way to its page.
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { recordAddress } from './references';

export function RecordLink({ entity, id, children }: { entity: string; id: string; children: ReactNode }) {
  return <Link to={recordAddress(entity, id)}>{children}</Link>;
}
