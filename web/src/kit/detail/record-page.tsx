// The page of any record: /records/{entity}/{id}. References and the audit trail lead here.
import { useParams } from 'react-router';
import { Problem } from '../api';
import { useMeta } from '../meta';
import { ErrorState, Loading } from '../page';
import { EntityDetail } from './entity-detail';

export function Component() {
  const { entity: name = '', id = '' } = useParams();
  const meta = useMeta();
  if (meta.isPending) return <Loading lines={8} />;
  if (meta.isError) return <ErrorState error={meta.error} onRetry={() => void meta.refetch()} />;
  const entity = meta.data.entities.find((each) => each.name === name);
  if (entity?.collection?.open === undefined)
    return <ErrorState error={new Problem(404, 'request.not_found', '', '', [])} />;
  return <EntityDetail key={`${name}/${id}`} entity={entity} id={id} />;
}
