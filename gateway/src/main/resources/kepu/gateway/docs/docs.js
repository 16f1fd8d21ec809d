// A token lives in this page's memory alone: reloading the page signs out.
const ui = SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  persistAuthorization: false,
  oauth2RedirectUrl: window.location.origin + '/docs/oauth2-redirect.html',
});

ui.initOAuth({
  clientId: 'kepu-docs',
  usePkceWithAuthorizationCodeGrant: true,
});
