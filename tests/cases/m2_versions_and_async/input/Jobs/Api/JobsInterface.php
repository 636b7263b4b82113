<?php

namespace Acme\Jobs\Api;

interface JobsInterface
{
    /**
     * @param string $name
     * @return int
     */
    public function add(string $name);

    /**
     * @param int $id
     * @return bool
     */
    public function remove(int $id);
}
