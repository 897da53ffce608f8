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
  'inf:history': 'Activity',
  'inf:my-history': 'My activity',
  'inf:change': 'Activity',
  'inf:restore': 'Restore',
  'inf:as-of': 'As it was at a time',
  'latest-version': 'Now',
  'inf:integration-access': 'Who has access',
  'inf:user-access': 'Has access to',
  'inf:access': 'Access',
  'inf:find-access': 'Look up the access of a user',
  'inf:why': 'Why this access',
};

/** Titles of pages without a name of their own, by the last part of their URL. */
export const pageTitles = { history: 'Activity' };

/** The order of links; other relations follow. */
export const linkOrder = [
  'inf:integrations', 'inf:my-teams', 'inf:authorized-teams', 'inf:teams', 'inf:users', 'inf:principals', 'inf:clients', 'inf:me',
];

/** Properties that lists omit; the page of the item shows them. */
export const hiddenColumns = ['slug', 'createdAt', 'firstName', 'lastName', 'effectiveLevel', 'userId', 'at'];

/** Relations that open in a dialog. */
export const dialogLinks = ['inf:integration-shares'];

/** Search variables that the search form omits. */
export const hiddenVariables = ['limit', 'after'];

/** Allowed values of search variables. */
export const variableOptions = { access: ['owned', 'shared'], type: ['user', 'team'] };

/** Labels of search variables. */
export const variableLabels = {
  q: 'Search', id: 'ID', principalId: 'Principal', access: 'Access', type: 'Type', name: 'Name', at: 'Time',
};

/** Search variables that are times. */
export const timeVariables = ['at'];

/** The link to the caller, by which they are recognized among others. */
export const ownLink = 'inf:me';

/** Links whose targets are shown below a resource. */
export const panelLinks = ['inf:history', 'inf:integration-access'];

/** Links that only forms use: they are shown as buttons. */
export const commandLinks = ['inf:restore'];

/** Forms that say what another form of the same resource would do. */
export const twinForms = ['preview'];

/** Relations whose items show the lists of their own documents, and the button for it. */
export const unfolding = { 'inf:access': 'Why' };

const levels = [null, 'view', 'edit', 'admin'];
const levelWord = level => (level === null ? 'no access' : level === 'owner' ? 'owner' : `${level}: ${levels[Math.min(level, 3)]}`);
const rank = level => (level === null ? 0 : level === 'owner' ? 4 : Math.min(level, 3));

/** Words for values. */
export const valueWords = { accessLevel: { 1: '1: view', 2: '2: edit', 3: '3: admin' } };

/** Titles of links within sentences and lists of events. */
export const shortTitles = { 'inf:integration-share': 'Share', 'inf:team-member': 'Member' };

export const unknownActor = 'A hidden user';

const named = name => ({ name });
const principal = id => (id?.startsWith('team:') ? ['the team ', named(id.slice(5))] : [named(id?.replace(/^user:/, '') ?? '')]);

const sentences = {
  'share.put': ({ integrationId, principalId, before }) =>
    [before ? 'changed the share of ' : 'shared ', named(integrationId), before ? ' for ' : ' with ', ...principal(principalId)],
  'share.revoke': ({ integrationId, principalId }) => ['revoked the share of ', named(integrationId), ' for ', ...principal(principalId)],
  'owner.put': ({ integrationId, after }) =>
    ['transferred ', named(integrationId), ...(after?.ownerId ? [' to ', ...principal(after.ownerId)] : [])],
  'membership.put': ({ userId, teamId, before }) =>
    [before ? 'changed the role of ' : 'added ', named(userId), before ? ' in the team ' : ' to the team ', named(teamId)],
  'membership.remove': ({ userId, teamId }) => ['removed ', named(userId), ' from the team ', named(teamId)],
  'authorization.put': ({ userId, teamId }) => ['let the team ', named(teamId), ' use the data of ', named(userId)],
  'authorization.revoke': ({ userId, teamId }) => ['revoked the access of the team ', named(teamId), ' to the data of ', named(userId)],
  'user.first-sight': ({ userId }) => ['signed in for the first time as ', named(userId)],
  'user.superuser': ({ userId }) => ['changed whether ', named(userId), ' is a superuser'],
  'token.mint': ({ userId }) => ['issued a token for ', named(userId)],
};
const verbs = { create: 'created', update: 'changed', delete: 'deleted' };

function sentenceOf(change) {
  if (sentences[change.action]) return sentences[change.action](change);
  const [kind, verb] = change.action.split('.');
  const id = change[`${kind}Id`];
  return [`${verbs[verb] ?? verb} the ${kind} `, ...(id ? [named(id)] : [])];
}

/** Relations whose items are told as events, and how. */
export const timelines = {
  'inf:change': change => ({
    actor: change.by, time: change.at, sentence: sentenceOf(change), earlier: change.before, later: change.after,
  }),
};

const reasons = {
  owner: () => ['Owner'],
  'owning-team': ({ principalId, role }) => ['In ', ...principal(principalId), ', which owns the integration, as ', named(role)],
  share: () => ['Shared with this user'],
  'team-share': ({ principalId, role }) => ['Shared with ', ...principal(principalId), ', as ', named(role)],
  superuser: () => ['Superuser'],
  hidden: () => ['For a reason that you cannot see'],
};

/** Properties that are lists, whose items are told in sentences. */
export const nestedLists = {
  paths: {
    title: 'Reasons',
    tell: path => ({
      sentence: (reasons[path.via] ?? (() => [path.via]))(path),
      grade: levelWord(path.level),
      remark: path.ifRemoved === null
        ? 'If this is removed, no access remains.'
        : `If this is removed, level ${path.ifRemoved} (${levels[path.ifRemoved]}) remains.`,
    }),
  },
};

const count = (number, one, many) => (number === 1 ? `1 ${one}` : `${number} ${many}`);
const titleOf = {
  'share.revoke': 'If you revoke this share', 'share.put': 'With this level', 'owner.put': 'After the transfer',
  'membership.remove': 'Without this member', 'membership.put': 'With this role', 'team.delete': 'Without this team',
};

/** Tells what a form would do; null if the state does not say it. */
export function effects(state, { self, subject }) {
  if (typeof state.would !== 'string' || !Array.isArray(state.loses)) return null;
  const isLowered = ({ from, to }) => rank(to) < rank(from);
  const group = (title, list, total, isLoss) => ({
    title, isLoss, more: total - list.length,
    entries: list.map(({ principalId, integrationId, from, to }) => ({
      name: principalId.replace(/^user:/, ''), where: integrationId, earlier: levelWord(from), later: levelWord(to),
    })),
  });
  // In a team, each integration of a user counts.
  const users = number => (state.would.startsWith('team') || state.would.startsWith('membership')
    ? String(number) : count(number, 'user', 'users'));
  const groups = [
    [`Access lost: ${users(state.losesCount)}`, state.loses, state.losesCount, true],
    [`Another level: ${users(state.changesCount)}`, state.changes, state.changesCount, state.changes.some(isLowered)],
    [`Access gained: ${users(state.gainsCount)}`, state.gains, state.gainsCount, false],
  ].filter(([, , total]) => total > 0).map(parts => group(...parts));
  const isSafe = state.losesCount === 0 && !state.changes.some(isLowered) && state.changesCount === state.changes.length;
  return {
    groups, warnings: ownWarnings(state, self, subject), title: titleOf[state.would] ?? 'What this does',
    isHarmless: isSafe && state.would.endsWith('.put') && state.would !== 'owner.put',
    remark: groups.length === 0 ? 'No one gains or loses access.'
      : state.unchanged > 0 ? `No change: ${users(state.unchanged)}` : '',
  };
}

/** What the caller loses. The role of a caller who is not in the team is null before and after. */
function ownWarnings({ would, selfAfter, loses, changes }, self, subject) {
  const own = list => list.filter(({ principalId }) => self && principalId === `user:${self.id}`);
  const lowered = own(changes).filter(({ from, to }) => rank(to) < rank(from));
  const isOfIntegration = would.startsWith('share') || would === 'owner.put';
  if (isOfIntegration && selfAfter === null) return ['You lose your own access.'];
  if (isOfIntegration) return lowered.map(({ from, to }) => `Your own access goes from ${levelWord(from)} to ${levelWord(to)}.`);
  return [
    would === 'membership.remove' && self && subject.userId === self.id ? 'You leave the team.' : null,
    own(loses).length > 0 ? `You lose your own access to ${count(own(loses).length, 'integration', 'integrations')}.` : null,
    lowered.length > 0 ? `Your own level is lowered on ${count(lowered.length, 'integration', 'integrations')}.` : null,
  ].filter(Boolean);
}
