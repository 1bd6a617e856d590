export function install(folder: string): string[];
