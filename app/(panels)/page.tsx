/** The shell shows the panel of the address: here is nothing left to show. */
export default function HomePage() {
  return null;
}
