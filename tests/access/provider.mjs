// An agency's own sign-in, for tests: a certified OpenID Connect provider on loopback, with people given as JSON.
// Started as: node provider.mjs RETURN-ADDRESS PEOPLE; its first line of output is its issuer.

import { createServer } from "node:http";
import Provider from "oidc-provider";

const [returnsTo, people] = [process.argv[2], JSON.parse(process.argv[3])];
const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "wraparound",
        client_secret: "a secret of tests: +/%",
        redirect_uris: [returnsTo],
        grant_types: ["authorization_code"],
        response_types: ["code"],
      },
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    findAccount: (_, id) =>
      people[id] && { accountId: id, claims: async () => ({ sub: id, ...people[id] }) },
    pkce: { required: () => true },
    cookies: { keys: ["only for tests"] },
  });
  server.on("request", provider.callback());
  console.log(issuer);
});
