// Swagger UI over v1.json. The plugin mends what keeps people from using it by keyboard or screen reader.

const accessible = ({ React }) => {
  const unseen = (text) => React.createElement('span', { className: 'unseen' }, text);
  const labelled = (name, Original, props) => React.createElement('label', null, unseen(name), React.createElement(Original, props));
  return {
    components: {
      // A link inside of a button: the button opens the operation and sets the address by itself.
      DeepLink: ({ text }) => text,
      // A choice of one server, without a label.
      ServersContainer: () => null,
    },
    wrapComponents: {
      ExamplesSelect: (Original) => (props) => labelled('Example', Original, props),
      // A parameter's name is a mere placeholder.
      JsonSchema_string: (Original) => (props) => labelled(props.description, Original, props),
      CloseIcon: (Original) => (props) => React.createElement(React.Fragment, null, unseen('Close'), React.createElement(Original, props)),
      // Its text is its name; another one in aria-label hides that from people who speak to their browser.
      Button: (Original) => ({ 'aria-label': name, ...props }) => React.createElement(Original, props),
    },
  };
};

const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', follow);
follow();

// Every resource has them; said once instead of fifty times, the rest can be overlooked at a glance.
const withoutHeadAndOptions = (document) => {
  for (const path of Object.values(document.paths)) {
    delete path.head;
    delete path.options;
  }
  document.info.description += '\n\nEvery address that has GET has HEAD, and every one of a resource OPTIONS, too; they are not listed here.';
  return document;
};

SwaggerUIBundle({
  dom_id: '#operations',
  url: 'v1.json',
  responseInterceptor: (response) => {
    if (response.url.endsWith('/openapi/v1.json'))
      response.text = JSON.stringify(withoutHeadAndOptions(JSON.parse(response.text)));
    return response;
  },
  validatorUrl: null,
  syntaxHighlight: { theme: 'obsidian' },
  deepLinking: true,
  displayRequestDuration: true,
  // They are long, and stand beside every operation that uses them.
  defaultModelsExpandDepth: -1,
  plugins: [accessible],
});
