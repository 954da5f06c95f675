/**
 * Who makes a request: what they may do, its place among those that are under way, and, where what they bring was
 * long on its way, whether they still may.
 */

import type { IncomingMessage } from "node:http";
import { ProtocolError, type Access, type DocumentName } from "@coscribe/shared";
import type { Grant } from "../../access/grant.ts";
import type { RequestSource } from "../request-source.ts";
import type { ApiGate } from "./api-gate.ts";
import type { GrantedDocument } from "./operation.ts";

/** See the head of this file. It has its place until {@link Caller.leave}. */
export class Caller {
  readonly query: URLSearchParams;
  readonly #gate: ApiGate;
  readonly #request: IncomingMessage;
  readonly #source: RequestSource;
  /** What was asked and granted, to be asked again. */
  readonly #granted: (() => Promise<Grant>)[] = [];
  #leave: () => void;

  /** Throws an ApiProblem where there are too many at once. */
  constructor(
    gate: ApiGate,
    request: IncomingMessage,
    source: RequestSource,
    query: URLSearchParams,
  ) {
    this.#gate = gate;
    this.#request = request;
    this.#source = source;
    this.query = query;
    this.#leave = gate.enter(source);
  }

  /** The client's address. */
  get address(): string {
    return this.#source.address;
  }

  /** Gives its place back. */
  leave(): void {
    this.#leave();
    this.#leave = ignore;
  }

  /**
   * Waits for something small to come without taking a place, so that nobody of whom nothing is known yet
   * keeps others out by sending it slowly. Rejects with an ApiProblem where there are too many then.
   */
  async outside<T>(work: () => Promise<T>): Promise<T> {
    this.leave();
    const outcome = await work();
    this.#leave = this.#gate.enter(this.#source);
    return outcome;
  }

  /** See `Call.document`. */
  async document(name: DocumentName, least: Access): Promise<GrantedDocument> {
    const place = await this.#gate.find(name);
    const grant = await this.grant(place.accessName, least);
    return { name: place.name, grant };
  }

  /** See `Call.grant`. */
  async grant(name: DocumentName | undefined, least: Access): Promise<Grant> {
    const ask = (): Promise<Grant> =>
      this.#gate.grant(this.#request, this.#source, this.query, name, least);
    const grant = await ask();
    this.#granted.push(ask);
    return grant;
  }

  /** See `Call.accessTo`. */
  async accessTo(name: DocumentName): Promise<Access | undefined> {
    const { query } = this;
    try {
      return (await this.#gate.grant(this.#request, this.#source, query, name, "read")).access;
    } catch (error) {
      if (isRefusal(error)) return undefined;
      throw error;
    }
  }

  /** See `Call.askAgain`. */
  async askAgain(): Promise<void> {
    await Promise.all(this.#granted.map((ask) => ask()));
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof ProtocolError && ["forbidden", "unauthenticated"].includes(error.code);
}

function ignore(): void {
  // It has been given back.
}
