// Swagger UI for v1.json, with a plugin that fixes accessibility defects.

const accessible = ({ React }) => {
  const hidden = (text) => React.createElement('span', { className: 'visually-hidden' }, text);
  const labeled = (name, Original, props) => React.createElement('label', null, hidden(name), React.createElement(Original, props));
  return {
    components: {
      // The original is a link inside a button. The button alone opens the operation and sets the URL.
      DeepLink: ({ text }) => text,
      // The original is a select element with one server and without a label.
      ServersContainer: () => null,
    },
    wrapComponents: {
      ExamplesSelect: (Original) => (props) => labeled('Example', Original, props),
      // The original has its parameter's name only as a placeholder.
      JsonSchema_string: (Original) => (props) => labeled(props.description, Original, props),
      CloseIcon: (Original) => (props) => React.createElement(React.Fragment, null, hidden('Close'), React.createElement(Original, props)),
      // The accessible name must contain the visible text (WCAG 2.2, 2.5.3), so the aria-label is removed.
      Button: (Original) => ({ 'aria-label': name, ...props }) => React.createElement(Original, props),
    },
  };
};

const dark = matchMedia('(prefers-color-scheme: dark)');
const applyColorScheme = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', applyColorScheme);
applyColorScheme();

// HEAD and OPTIONS exist for every path. One sentence replaces them, which keeps the list short.
const withoutHeadAndOptions = (document) => {
  for (const path of Object.values(document.paths)) {
    delete path.head;
    delete path.options;
  }
  document.info.description += '\n\nHEAD and OPTIONS are not listed: every path with GET also has HEAD, and every resource has OPTIONS.';
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
  // The list of schemas is hidden, because every operation shows its own.
  defaultModelsExpandDepth: -1,
  plugins: [accessible],
});
