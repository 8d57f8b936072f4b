export declare function loadTestServer(): Promise<typeof import('./test-server.js')>;
