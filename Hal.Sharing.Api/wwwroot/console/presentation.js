// Optional display hints for this API. The console works without them: every export can be changed or removed.

/** Properties that contain the label of a resource, in order of preference. */
export const labelProperties = ['displayName', 'name'];

/** Titles of relations whose names are not good titles. */
export const titles = {
  'inf:me': 'My profile',
  'service-doc': 'OpenAPI',
  help: 'Documentation',
  'inf:integration-shares': 'Shared with',
  'inf:integration-share': 'Shared with',
  'inf:integration-owner': 'Owner',
  'inf:team-members': 'Members',
  'inf:team-member': 'Members',
  'inf:team-users': 'Users in this team',
  'inf:authorized-teams': 'Authorized teams',
  'inf:find-integration': 'Go to an integration',
  'inf:find-user': 'Go to a user',
  'inf:find-team': 'Go to a team',
  'inf:find-share': 'Look up a share',
  'inf:integration-access': 'Who has access',
  'inf:user-access': 'Has access to',
  'inf:access': 'Access',
  'inf:find-access': 'Look up the access of a user',
  'inf:why': 'Why this access',
};

/** The order of links; other relations follow. */
export const linkOrder = [
  'inf:integrations', 'inf:my-teams', 'inf:authorized-teams', 'inf:teams', 'inf:users', 'inf:principals', 'inf:clients', 'inf:me',
];

/** Properties that lists omit; the page of the item shows them. */
export const hiddenColumns = ['slug', 'createdAt', 'firstName', 'lastName', 'effectiveLevel'];

/** Relations that open in a dialog. */
export const dialogLinks = ['inf:integration-shares'];

/** Search variables that the search form omits. */
export const hiddenVariables = ['limit', 'after'];

/** Allowed values of search variables. */
export const variableOptions = { access: ['owned', 'shared'], type: ['user', 'team'] };

/** Labels of search variables. */
export const variableLabels = { q: 'Search', id: 'ID', principalId: 'Principal', access: 'Access', type: 'Type', name: 'Name' };
