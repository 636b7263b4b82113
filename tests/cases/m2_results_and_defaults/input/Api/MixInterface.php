<?php

namespace Acme\Mix\Api;

interface MixInterface
{
    /**
     * Forget something.
     *
     * @param string $id
     * @return void
     */
    public function forget(string $id): void;

    /**
     * @return mixed
     */
    public function anything();

    /**
     * @return string[]
     */
    public function names(): array;

    /**
     * @return int[][]
     */
    public function matrix(): array;

    /**
     * @return \Acme\Mix\Api\Data\ThingInterface|null
     */
    public function maybe();

    /**
     * @param \Acme\Mix\Api\Data\ThingInterface[] $things
     * @param bool $replace
     * @return \Acme\Mix\Api\Data\ThingInterface[]
     */
    public function storeAll(array $things, bool $replace = true);

    /**
     * How many there are.
     *
     * @param string[] $kinds Kinds to count.
     * @param int $atLeast
     * @param float $factor
     * @param string $unit
     * @param int|null $limit
     * @return int
     * @deprecated Count them yourself.
     */
    public function count(
        array $kinds = [],
        int $atLeast = -1,
        float $factor = 0.5,
        string $unit = "it's",
        ?int $limit = null
    );
}
