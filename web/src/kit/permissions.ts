// The permissions that pages ask for, as the server names them.
export const permissions = {
  editEnterprise: 'enterprise.edit',
  viewMembers: 'members.view',
  editMembers: 'members.edit',
  viewRoles: 'roles.view',
  editRoles: 'roles.edit',
  viewApiKeys: 'api_keys.view',
  editApiKeys: 'api_keys.edit',
  viewAudit: 'audit.view',
  viewWebhooks: 'webhooks.view',
  editWebhooks: 'webhooks.edit',
  viewJobs: 'jobs.view',
} as const;
