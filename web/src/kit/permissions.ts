// The permissions that pages ask for, as the server names them.
export const permissions = {
  followEvents: 'events.follow',
  editEnterprise: 'enterprise.edit',
  editCertificates: 'certificates.edit',
  verifyCertificates: 'certificates.verify',
  viewMembers: 'members.read',
  editMembers: 'members.edit',
  viewRoles: 'roles.read',
  editRoles: 'roles.edit',
  viewApiKeys: 'api_keys.read',
  editApiKeys: 'api_keys.edit',
  viewAudit: 'audit.read',
  viewWebhooks: 'webhooks.read',
  editWebhooks: 'webhooks.edit',
  viewJobs: 'jobs.read',
  saveViews: 'views.edit',
  shareViews: 'views.share',
} as const;
