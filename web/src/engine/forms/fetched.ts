/** The bytes at an address; a network failure or a refusal of the server rejects with both named. */
export async function fetched(url: string | URL): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText} for ${url}`);
  return response;
}
