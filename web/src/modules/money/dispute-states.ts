// Whose move a dispute waits for.
import type { EscrowDispute } from '@/kit/api';

// Of those who decide: in arbitration, and once more where a side has appealed.
export function awaitsDecision({ status, follows_subject }: EscrowDispute): boolean {
  return (status === 'arbitration' || status === 'appealed') && !follows_subject;
}

// The sides may still agree.
export function isUndecided({ status }: EscrowDispute): boolean {
  return status === 'open' || status === 'negotiation' || status === 'arbitration';
}

export function isOver({ status }: EscrowDispute): boolean {
  return status === 'agreed' || status === 'executed' || status === 'lifted';
}
