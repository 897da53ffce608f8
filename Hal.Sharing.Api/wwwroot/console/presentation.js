// Hints that make this API nicer to look at. The console works without any of them: this file may be empty, or say other things.

/** Members by which a thing is called, the best first. */
export const labels = ['displayName', 'name'];

/** Titles of relations, where the name alone reads badly. */
export const titles = {
  'inf:me': 'My profile',
  'service-doc': 'OpenAPI',
  help: 'Documentation',
  'inf:integration-shares': 'Shared with',
  'inf:integration-share': 'Shared with',
  'inf:integration-owner': 'Owner',
  'inf:team-members': 'Members',
  'inf:team-member': 'Members',
  'inf:team-users': 'People in this team',
  'inf:authorized-teams': 'Teams that may use my data',
  'inf:find-integration': 'Go to an integration',
  'inf:find-user': 'Go to a user',
  'inf:find-team': 'Go to a team',
  'inf:find-share': 'Look up one share',
};

/** Relations in the menu, the most used first; others follow. */
export const order = ['inf:integrations', 'inf:my-teams', 'inf:authorized-teams', 'inf:teams', 'inf:users', 'inf:principals', 'inf:clients', 'inf:me'];

/** Members that lists leave out; the page of a thing has them all. */
export const apart = ['slug', 'createdAt', 'firstName', 'lastName', 'effectiveLevel'];

/** Links that open in a dialog over the page instead of a page of their own. */
export const dialogs = ['inf:integration-shares'];

/** Variables of searches that a person has no use for. */
export const technical = ['limit', 'after'];

/** Values that a search's variable may have. */
export const choices = { access: ['owned', 'shared'], type: ['user', 'team'] };

/** Variables of searches in words. */
export const variables = { q: 'Search', id: 'ID', principalId: 'Principal', access: 'Which', type: 'Kind', name: 'Name' };
