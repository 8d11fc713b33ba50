/** How this page came to be. */

/** Whether this page load is a reload, so that whoever was in the call is in it again without another click. */
export function isReload(): boolean {
  const [navigation] = performance.getEntriesByType('navigation');
  return navigation instanceof PerformanceNavigationTiming && navigation.type === 'reload';
}
