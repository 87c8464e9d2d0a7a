// The four lists of the own enterprise.
import { useTexts } from '@/kit/i18n';
import { useLabels } from '@/kit/meta';
import { RowActions } from '@/kit/row-actions';
import { useCapabilityColumns, useCertificateColumns, useContactColumns, useSiteColumns } from './columns';
import { PartList } from './part-list';
import { texts } from './texts';

type Props = { mayEdit: boolean };

export function Sites({ mayEdit }: Props) {
  const text = useTexts(texts);
  return (
    <PartList
      path="/api/v1/sites"
      entity="site"
      mayEdit={mayEdit}
      hint={text.sitesHint}
      addLabel={text.addSite}
      empty={{ title: text.noSites, text: text.noSitesHint }}
      groups={[
        {
          fields: ['name', 'address', 'region_code', 'area_m2', 'longitude', 'latitude', 'is_headquarters'],
          wide: ['name', 'address'],
        },
      ]}
      preset={{ is_headquarters: false }}
      columns={useSiteColumns()}
      titleOf={(site) => site.name}
    />
  );
}

export function Contacts({ mayEdit }: Props) {
  const text = useTexts(texts);
  return (
    <PartList
      path="/api/v1/contacts"
      entity="contact"
      mayEdit={mayEdit}
      hint={text.contactsHint}
      addLabel={text.addContact}
      empty={{ title: text.noContacts, text: text.noContactsHint }}
      groups={[{ fields: ['name', 'title', 'phone', 'email', 'is_primary'] }]}
      preset={{ is_primary: false }}
      columns={useContactColumns()}
      titleOf={(contact) => contact.name}
    />
  );
}

export function Capabilities({ mayEdit }: Props) {
  const text = useTexts(texts);
  const { choice } = useLabels('capability');
  return (
    <PartList
      path="/api/v1/capabilities"
      entity="capability"
      mayEdit={mayEdit}
      hint={text.capabilitiesHint}
      addLabel={text.addCapability}
      empty={{ title: text.noCapabilities, text: text.noCapabilitiesHint }}
      groups={[
        {
          fields: [
            'process',
            'material',
            'part_size_mm_max',
            'tolerance_um',
            'monthly_capacity',
            'capacity_unit',
            'lead_time_days',
            'description',
          ],
        },
      ]}
      columns={useCapabilityColumns()}
      titleOf={(row) => choice('process', row.process)}
    />
  );
}

export function Certificates({ mayEdit }: Props) {
  const text = useTexts(texts);
  const { choice } = useLabels('certificate');
  return (
    <PartList
      path="/api/v1/certificates"
      entity="certificate"
      mayEdit={mayEdit}
      hint={text.certificatesHint}
      addLabel={text.addCertificate}
      empty={{ title: text.noCertificates, text: text.noCertificatesHint }}
      groups={[{ fields: ['kind', 'number', 'issuer', 'issued_on', 'expires_on', 'file_id'] }]}
      columns={useCertificateColumns()}
      titleOf={(row) => `${choice('kind', row.kind)} ${row.number}`}
      tools={(row) => <RowActions path="/api/v1/certificates" entity="certificate" row={row} />}
      isOpen={(row) => row.status === 'draft'}
    />
  );
}
