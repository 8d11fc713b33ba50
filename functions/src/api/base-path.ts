/** Where the API is, on Hosting and on its function alike. */
export const BASE_PATH = '/api/v1';
