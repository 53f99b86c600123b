/** Use near: whether a part of the page has come near the reader's view, and whether it is in view now. */
import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** Once near it stays near. */
export const useNear = (place: RefObject<HTMLElement>, margin = '400px'): boolean => {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const watching = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        setNear(true);
        watching.disconnect();
      },
      { rootMargin: margin },
    );
    watching.observe(element);
    return () => watching.disconnect();
  }, [place, margin]);
  return isNear;
};

/** Read without drawing anything anew. */
export const useInView = (place: RefObject<HTMLElement>): RefObject<boolean> => {
  const isInView = useRef(false);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const watching = new IntersectionObserver((entries) => {
      isInView.current = entries.at(-1)?.isIntersecting ?? false;
    });
    watching.observe(element);
    return () => watching.disconnect();
  }, [place]);
  return isInView;
};
