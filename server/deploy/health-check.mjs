/**
 * Ends with 0 where the server in this container answers at `/healthz/live`, and with 1 where it does not.
 * Reads the variables that the server reads.
 */

import { request } from "node:http";
import { request as requestByTls } from "node:https";

const { PORT = "1234", COSCRIBE_BASE = "/", COSCRIBE_CERT } = process.env;
const path = `/${COSCRIBE_BASE}/healthz/live`.replaceAll(/\/+/g, "/");
const ask = COSCRIBE_CERT === undefined ? request : requestByTls;

// The certificate is of the name that people use, and this is 127.0.0.1.
ask({ host: "127.0.0.1", port: PORT, path, timeout: 4_000, rejectUnauthorized: false })
  .on("response", ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1))
  .on("timeout", () => process.exit(1))
  .on("error", () => process.exit(1))
  .end();
